ALTER TABLE "merchant_tokens" ADD COLUMN "revision" integer;--> statement-breakpoint
-- Tokens of before went to the contact that their case has now, as far as anybody knows.
UPDATE "merchant_tokens" SET "revision" = coalesce((SELECT ("cases"."view" ->> 'revision')::integer FROM "cases" WHERE "cases"."case_id" = "merchant_tokens"."case_id"), 1);--> statement-breakpoint
ALTER TABLE "merchant_tokens" ALTER COLUMN "revision" SET NOT NULL;
