CREATE TABLE "attachments" (
	"attachment_id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"sealed_meta" "bytea" NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sealed_content" "bytea" NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attention" (
	"case_id" text NOT NULL,
	"code" text NOT NULL,
	"subject" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attention_case_id_code_subject_pk" PRIMARY KEY("case_id","code","subject")
);
--> statement-breakpoint
CREATE TABLE "case_keys" (
	"case_id" text PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"wrapped" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_terminals" (
	"case_id" text NOT NULL,
	"terminal_id" text NOT NULL,
	"serial_hash" "bytea" NOT NULL,
	"reserved" boolean DEFAULT false NOT NULL,
	CONSTRAINT "case_terminals_case_id_terminal_id_pk" PRIMARY KEY("case_id","terminal_id")
);
--> statement-breakpoint
CREATE TABLE "case_terms" (
	"kind" text NOT NULL,
	"term_hash" "bytea" NOT NULL,
	"case_id" text NOT NULL,
	CONSTRAINT "case_terms_kind_term_hash_case_id_pk" PRIMARY KEY("kind","term_hash","case_id")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"case_id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"stage" text DEFAULT 'draft' NOT NULL,
	"refused_for" text,
	"view" jsonb NOT NULL,
	"status" text NOT NULL,
	"ended" boolean GENERATED ALWAYS AS (status in ('completed', 'rejected', 'withdrawn', 'expired')) STORED NOT NULL,
	"parked" boolean DEFAULT false NOT NULL,
	"parked_since" text,
	"overdue" boolean DEFAULT false NOT NULL,
	"reason" text NOT NULL,
	"assignee" text,
	"next_due_at" timestamp with time zone DEFAULT 'infinity' NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"latest_revision" integer NOT NULL,
	"ledger_position" integer DEFAULT 0 NOT NULL,
	"ledger_hash" text NOT NULL,
	"runs" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"current_run" text
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"consent_id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"terms_version" text NOT NULL,
	"terms_hash" text NOT NULL,
	"itemisation_hash" text NOT NULL,
	"method" text NOT NULL,
	"locale" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"sealed_evidence" "bytea"
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"key_hash" "bytea" PRIMARY KEY NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sealed_answer" "bytea"
);
--> statement-breakpoint
CREATE TABLE "intents" (
	"key" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"effect" text NOT NULL,
	"sealed_params" "bytea" NOT NULL,
	"params_hash" "bytea" NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"provider_ref" text,
	"provider_code" text,
	"first_attempt_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"case_id" text NOT NULL,
	"position" integer NOT NULL,
	"run_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"at" text NOT NULL,
	"event" text NOT NULL,
	"by_principal" text NOT NULL,
	"by_role" text NOT NULL,
	"facts" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_case_id_position_pk" PRIMARY KEY("case_id","position")
);
--> statement-breakpoint
CREATE TABLE "merchant_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"note_id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"sealed_text" "bytea" NOT NULL,
	"attachment_ids" jsonb NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_plans" (
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"occurrence" integer NOT NULL,
	"planned_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_plans_case_id_kind_occurrence_pk" PRIMARY KEY("case_id","kind","occurrence")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"notice_id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"occurrence" integer NOT NULL,
	"channel" text NOT NULL,
	"generation" integer NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"not_before" timestamp with time zone,
	"provider_ref" text,
	"provider_code" text,
	"sealed_sent" "bytea",
	"to_hash" "bytea",
	"accepted_at" timestamp with time zone,
	"planned_by" text,
	"planned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"case_id" text NOT NULL,
	"revision" integer NOT NULL,
	"author" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"sealed_data" "bytea" NOT NULL,
	CONSTRAINT "revisions_case_id_revision_pk" PRIMARY KEY("case_id","revision")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"value" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"principal_id" text PRIMARY KEY NOT NULL,
	"user_name" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"team_id" text NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"api_key_hash" "bytea",
	"password_hash" text
);
--> statement-breakpoint
CREATE TABLE "terms" (
	"version" text NOT NULL,
	"locale" text NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"in_force_from" timestamp with time zone NOT NULL,
	CONSTRAINT "terms_version_locale_pk" PRIMARY KEY("version","locale")
);
--> statement-breakpoint
ALTER TABLE "case_keys" ADD CONSTRAINT "case_keys_case_id_cases_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_case" ON "attachments" USING btree ("case_id","at");--> statement-breakpoint
CREATE INDEX "attention_since" ON "attention" USING btree ("since");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_case_a_terminal" ON "case_terminals" USING btree ("serial_hash") WHERE "case_terminals"."reserved";--> statement-breakpoint
CREATE INDEX "case_terms_case" ON "case_terms" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "cases_opened" ON "cases" USING btree ("opened_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_status" ON "cases" USING btree ("status","opened_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_team" ON "cases" USING btree ("team_id","opened_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_team_status" ON "cases" USING btree ("team_id","status","opened_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_reason" ON "cases" USING btree ("reason","opened_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_assignee" ON "cases" USING btree ("assignee","opened_at","case_id") WHERE "cases"."stage" = 'listed' and "cases"."assignee" is not null;--> statement-breakpoint
CREATE INDEX "cases_parked" ON "cases" USING btree ("opened_at","case_id") WHERE "cases"."stage" = 'listed' and "cases"."parked";--> statement-breakpoint
CREATE INDEX "cases_parked_since" ON "cases" USING btree ("parked_since","case_id") WHERE "cases"."stage" = 'listed' and "cases"."parked";--> statement-breakpoint
CREATE INDEX "cases_overdue" ON "cases" USING btree ("opened_at","case_id") WHERE "cases"."stage" = 'listed' and "cases"."overdue";--> statement-breakpoint
CREATE INDEX "cases_changed" ON "cases" USING btree ("changed_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_team_changed" ON "cases" USING btree ("team_id","changed_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("next_due_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_team_due" ON "cases" USING btree ("team_id","next_due_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "cases_status_due" ON "cases" USING btree ("status","next_due_at","case_id") WHERE "cases"."stage" = 'listed';--> statement-breakpoint
CREATE INDEX "consents_case" ON "consents" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "intents_case" ON "intents" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE INDEX "intents_provider_ref" ON "intents" USING btree ("effect","provider_ref");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_run_sequence" ON "ledger" USING btree ("case_id","run_id","sequence");--> statement-breakpoint
CREATE INDEX "merchant_tokens_case" ON "merchant_tokens" USING btree ("case_id","purpose");--> statement-breakpoint
CREATE INDEX "notes_case" ON "notes" USING btree ("case_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_identity" ON "notices" USING btree ("case_id","kind","occurrence","channel","generation");--> statement-breakpoint
CREATE INDEX "notices_accepted" ON "notices" USING btree ("to_hash","accepted_at") WHERE "notices"."accepted_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "staff_user" ON "staff" USING btree ("user_name");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_api_key" ON "staff" USING btree ("api_key_hash");