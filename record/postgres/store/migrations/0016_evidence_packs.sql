CREATE TABLE "evidence_packs" (
	"pack_id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"sealed_content" "bytea" NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "evidence_packs_age" ON "evidence_packs" USING btree ("made_at");