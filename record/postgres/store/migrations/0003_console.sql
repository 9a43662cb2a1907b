CREATE TABLE "saved_views" (
	"principal_id" text NOT NULL,
	"name" text NOT NULL,
	"filters" jsonb NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_principal_id_name_pk" PRIMARY KEY("principal_id","name")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key_hash" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	"blocked_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"principal_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "waits_for" text GENERATED ALWAYS AS (view ->> 'waitsFor') STORED;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "opened_by" text GENERATED ALWAYS AS (view ->> 'openedBy') STORED;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "manual" boolean GENERATED ALWAYS AS (jsonb_path_exists(view, '$.terminals[*].state ? (@ == "manual")') or jsonb_path_exists(view, '$.deposits[*].refund ? (@ == "manual")') or coalesce(view #>> '{closure,state}' = 'manual', false)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_principal_id_staff_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."staff"("principal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_principal_id_staff_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."staff"("principal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_in_failures_age" ON "sign_in_failures" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "staff_sessions_principal" ON "staff_sessions" USING btree ("principal_id");--> statement-breakpoint
CREATE INDEX "staff_sessions_expiry" ON "staff_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "notices_planned" ON "notices" USING btree ("planned_at","case_id");--> statement-breakpoint
CREATE INDEX "cases_manual" ON "cases" USING btree ("opened_at","case_id") WHERE "cases"."stage" = 'listed' and "cases"."manual";--> statement-breakpoint
CREATE INDEX "cases_own" ON "cases" USING btree ("opened_by","opened_at","case_id") WHERE "cases"."stage" = 'listed' and not "cases"."ended" and "cases"."waits_for" = 'agent';--> statement-breakpoint
CREATE INDEX "cases_waiting" ON "cases" USING btree ("waits_for","opened_at","case_id") WHERE "cases"."stage" = 'listed' and not "cases"."ended";--> statement-breakpoint
CREATE INDEX "cases_team_waiting" ON "cases" USING btree ("team_id","waits_for","opened_at","case_id") WHERE "cases"."stage" = 'listed' and not "cases"."ended";--> statement-breakpoint
CREATE INDEX "ledger_reported" ON "ledger" USING btree ("at","event") WHERE "ledger"."facts" ? 'to' or "ledger"."facts" ? 'code' or "ledger"."facts" ? 'codes' or "ledger"."event" in ('case-opened', 'case-expired', 'wait-escalated');--> statement-breakpoint
-- Tells whoever listens that a listed case changed: ids and the status only. Equal notices of one
-- transaction are one. Listeners: record/postgres/cases/changes.ts.
CREATE FUNCTION tell_case_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('unbind_desk', json_build_object('kind', 'case-changed', 'caseId', NEW.case_id,
    'teamId', NEW.team_id, 'status', NEW.status,
    'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cases_tell AFTER UPDATE ON cases FOR EACH ROW
  WHEN (NEW.stage = 'listed' AND (OLD.stage, OLD.view, OLD.latest_revision, OLD.ledger_position)
    IS DISTINCT FROM (NEW.stage, NEW.view, NEW.latest_revision, NEW.ledger_position))
  EXECUTE FUNCTION tell_case_changed();
