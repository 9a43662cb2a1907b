ALTER TABLE "consents" ADD COLUMN "kind" text DEFAULT 'service' NOT NULL;--> statement-breakpoint
ALTER TABLE "terms" ADD COLUMN "kind" text DEFAULT 'service' NOT NULL;--> statement-breakpoint
ALTER TABLE "terms" DROP CONSTRAINT "terms_version_locale_pk";--> statement-breakpoint
ALTER TABLE "terms" ADD CONSTRAINT "terms_kind_version_locale_pk" PRIMARY KEY("kind","version","locale");
