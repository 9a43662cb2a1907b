CREATE TABLE "ledger_heads" (
	"number" integer PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"head" jsonb NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL,
	"left_by" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "ledger_leaves" (
	"case_id" text NOT NULL,
	"number" integer NOT NULL,
	"position" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_leaves_case_id_number_pk" PRIMARY KEY("case_id","number")
);
--> statement-breakpoint
CREATE INDEX "ledger_leaves_number" ON "ledger_leaves" USING btree ("number");