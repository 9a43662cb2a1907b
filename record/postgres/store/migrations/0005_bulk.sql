CREATE TABLE "bulk_items" (
	"run_id" text NOT NULL,
	"position" integer NOT NULL,
	"case_id" text NOT NULL,
	"subject" text NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"code" text,
	"note_id" text NOT NULL,
	"notice_id" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"taken_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	CONSTRAINT "bulk_items_run_id_position_pk" PRIMARY KEY("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "bulk_runs" (
	"run_id" text PRIMARY KEY NOT NULL,
	"verb" text NOT NULL,
	"selection" jsonb NOT NULL,
	"by_principal" text NOT NULL,
	"by_role" text NOT NULL,
	"sealed_reason" "bytea" NOT NULL,
	"rate_per_second" integer NOT NULL,
	"stop_after" integer NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"stop_requested" boolean DEFAULT false NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "retries" (
	"workflow_id" text NOT NULL,
	"activity_id" text NOT NULL,
	"case_id" text NOT NULL,
	"activity_type" text NOT NULL,
	"attempt" integer NOT NULL,
	"code" text NOT NULL,
	"answer" text,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"gives_up_at" timestamp with time zone DEFAULT 'infinity' NOT NULL,
	CONSTRAINT "retries_workflow_id_activity_id_pk" PRIMARY KEY("workflow_id","activity_id")
);
--> statement-breakpoint
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_run_id_bulk_runs_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."bulk_runs"("run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_items_state" ON "bulk_items" USING btree ("run_id","state","position");--> statement-breakpoint
CREATE INDEX "bulk_runs_started" ON "bulk_runs" USING btree ("started_at","run_id");--> statement-breakpoint
CREATE INDEX "retries_case" ON "retries" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "retries_next" ON "retries" USING btree ("next_at");