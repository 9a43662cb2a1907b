-- Who was involved in the cases that are there: who opened them, whoever the ledger names with a deed by which
-- one becomes part of a case, and the authors of what was submitted. Cases write it themselves from now on.
UPDATE "cases" SET "view" = jsonb_set("view", '{involved}', (
  SELECT coalesce(jsonb_agg(DISTINCT "who"), '[]') FROM (
    SELECT "cases"."view" ->> 'openedBy' AS "who"
    UNION
    SELECT "by_principal" FROM "ledger"
      WHERE "ledger"."case_id" = "cases"."case_id" AND "event" IN ('identity-verified',
        'identity-verified-again', 'consent-recorded', 'application-submitted', 'contact-amended')
    UNION
    SELECT "author" FROM "revisions"
      WHERE "revisions"."case_id" = "cases"."case_id"
        AND "revision" <= ("cases"."view" ->> 'revision')::integer
        AND EXISTS (SELECT FROM "ledger" WHERE "ledger"."case_id" = "cases"."case_id"
          AND "event" = 'application-submitted')
  ) AS "people" WHERE "who" IS NOT NULL
)) WHERE NOT "view" ? 'involved';
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "involved" jsonb GENERATED ALWAYS AS (coalesce(view -> 'involved', jsonb_path_query_array(view, '$.openedBy'))) STORED NOT NULL;