ALTER TABLE "case_terminals" ADD COLUMN "form" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_terminals" ADD COLUMN "former_hash" "bytea";--> statement-breakpoint
ALTER TABLE "case_terms" ADD COLUMN "form" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_case_a_former_terminal" ON "case_terminals" USING btree (coalesce("former_hash", "serial_hash")) WHERE "case_terminals"."reserved";--> statement-breakpoint
CREATE INDEX "case_terminals_form" ON "case_terminals" USING btree ("form","case_id");--> statement-breakpoint
CREATE INDEX "case_terms_form" ON "case_terms" USING btree ("form","case_id");
--> statement-breakpoint
-- open_case as before, but the case that holds a terminal is named also where one of the two rows is of
-- the form before.
CREATE OR REPLACE FUNCTION open_case(
  p_case text, p_run text, p_entries jsonb, p_view jsonb, p_notices jsonb, p_free boolean,
  p_superseded text, p_task integer, p_at bigint
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_stage text;
  v_refused_for text;
  v_terminal record;
  v_conflict boolean := false;
BEGIN
  SELECT stage, refused_for INTO v_stage, v_refused_for
    FROM cases WHERE case_id = p_case FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such case' USING ERRCODE = 'UD002';
  END IF;
  IF v_stage = 'refused' THEN
    RETURN 'conflict:' || v_refused_for;
  END IF;
  IF v_stage = 'draft' THEN
    BEGIN
      -- In one order for everybody, so that two cases never wait for each other.
      FOR v_terminal IN SELECT terminal_id FROM case_terminals
          WHERE case_id = p_case AND NOT reserved AND p_view ->> 'openedBy' <> 'merchant'
          ORDER BY serial_hash LOOP
        UPDATE case_terminals SET reserved = true
          WHERE case_id = p_case AND terminal_id = v_terminal.terminal_id;
      END LOOP;
    EXCEPTION WHEN unique_violation THEN
      v_conflict := true;
    END;
    IF v_conflict THEN
      SELECT other.case_id INTO v_refused_for FROM case_terminals mine
        JOIN case_terminals other ON other.reserved
          AND (other.serial_hash = mine.serial_hash
            OR coalesce(other.former_hash, other.serial_hash) = coalesce(mine.former_hash, mine.serial_hash))
        WHERE mine.case_id = p_case AND other.case_id <> p_case
        LIMIT 1;
      IF NOT FOUND THEN
        RETURN 'again';
      END IF;
      UPDATE cases SET stage = 'refused', refused_for = v_refused_for, changed_at = now()
        WHERE case_id = p_case;
      RETURN 'conflict:' || v_refused_for;
    END IF;
    UPDATE cases SET stage = 'listed' WHERE case_id = p_case;
  END IF;
  RETURN record_change(p_case, p_run, p_entries, p_view, p_notices, p_free, p_superseded, p_task,
    p_at);
END $$;
