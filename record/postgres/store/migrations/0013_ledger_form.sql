ALTER TABLE "ledger" ADD COLUMN "form" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "view_hash" text;--> statement-breakpoint
-- As in 0001_functions.sql; new rows are hashed in form 2 (record/heads/ledger-hash.ts), which has the hash of
-- the view that stands once the row is written, over its text as jsonb.
CREATE OR REPLACE FUNCTION record_change(
  p_case text, p_run text, p_entries jsonb, p_view jsonb, p_notices jsonb, p_free boolean,
  p_superseded text, p_task integer, p_at bigint
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_position integer;
  v_hash text;
  v_runs jsonb;
  v_current text;
  v_entry jsonb;
  v_known ledger%ROWTYPE;
  v_run jsonb;
  v_status text;
  v_lowest integer;
  v_highest integer;
  v_before integer;
  v_written boolean := false;
  v_shows boolean;
  v_view text;
BEGIN
  SELECT ledger_position, ledger_hash, runs, current_run, status
    INTO v_position, v_hash, v_runs, v_current, v_status
    FROM cases WHERE case_id = p_case FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such case' USING ERRCODE = 'UD002';
  END IF;

  IF v_runs #>> ARRAY[p_run, 'heir'] IS NOT NULL THEN
    RETURN 'heir:' || (v_runs #>> ARRAY[p_run, 'heir']);
  END IF;
  IF v_current IS NOT NULL AND NOT v_runs ? p_run
     AND p_entries #>> '{0,event}' IS DISTINCT FROM 'refund-reopened' THEN
    IF p_superseded IS DISTINCT FROM v_current THEN
      RETURN 'reset:' || v_current;
    END IF;
    v_runs := jsonb_set(v_runs, ARRAY[v_current, 'superseded'], 'true');
    IF p_entries #>> '{0,event}' = 'task-repeated' THEN
      v_runs := jsonb_set(v_runs, ARRAY[v_current, 'heir'], to_jsonb(p_run));
    END IF;
  END IF;
  v_run := v_runs -> p_run;
  v_before := (v_run ->> 'seq')::integer;
  -- A change that overtook this one has the newer view, which stays.
  v_shows := v_before IS NULL OR v_before < (SELECT max((value ->> 'sequence')::integer)
    FROM jsonb_array_elements(p_entries));
  IF v_shows THEN
    v_view := encode(sha256(convert_to(p_view::text, 'UTF8')), 'hex');
  ELSE
    SELECT view_hash INTO v_view FROM ledger WHERE case_id = p_case AND view_hash IS NOT NULL
      ORDER BY position DESC LIMIT 1;
  END IF;

  FOR v_entry IN SELECT value FROM jsonb_array_elements(p_entries) LOOP
    SELECT * INTO v_known FROM ledger
      WHERE case_id = p_case AND run_id = p_run AND sequence = (v_entry ->> 'sequence')::integer;
    IF FOUND THEN
      -- The same decision of a repeated task differs in its moment only; the first one stands.
      IF v_known.content_hash <> v_entry ->> 'hash'
         AND (v_known.event, v_known.by_principal, v_known.by_role, v_known.facts)
           IS DISTINCT FROM (v_entry ->> 'event', v_entry ->> 'principal', v_entry ->> 'role',
             v_entry -> 'facts') THEN
        IF v_known.sequence >= (v_run ->> 'first')::integer AND p_task >= (v_run ->> 'task')::integer
           AND p_at > (v_run ->> 'at')::bigint THEN
          RETURN 'lost:' || v_known.sequence || ':' || p_run || ':'
            || split_part(p_run, '~', 1) || '~' || (coalesce(nullif(split_part(p_run, '~', 2), ''), '1')::integer + 1);
        END IF;
        RAISE EXCEPTION 'another row under the same number' USING ERRCODE = 'UD001';
      END IF;
    ELSE
      IF v_runs #>> ARRAY[p_run, 'superseded'] = 'true' THEN
        RAISE EXCEPTION 'the run was superseded' USING ERRCODE = 'UD001';
      END IF;
      v_position := v_position + 1;
      v_hash := encode(sha256(convert_to(
        '["unbind-ledger-row/2","' || v_hash || '",' || v_position || ',"' || (v_entry ->> 'hash') || '",'
          || coalesce('"' || v_view || '"', 'null') || ']', 'UTF8')), 'hex');
      INSERT INTO ledger (case_id, position, run_id, sequence, at, event, by_principal, by_role,
          facts, content_hash, hash, form, view_hash)
        VALUES (p_case, v_position, p_run, (v_entry ->> 'sequence')::integer, v_entry ->> 'at',
          v_entry ->> 'event', v_entry ->> 'principal', v_entry ->> 'role', v_entry -> 'facts',
          v_entry ->> 'hash', v_hash, 2, v_view);
      v_written := true;
      v_lowest := least(v_lowest, (v_entry ->> 'sequence')::integer);
    END IF;
    v_highest := greatest(v_highest, (v_entry ->> 'sequence')::integer);
  END LOOP;

  -- A replay: everything that came with these rows was written with them.
  IF NOT v_written AND v_highest IS NOT NULL THEN
    RETURN 'ok';
  END IF;

  IF NOT v_runs ? p_run THEN
    v_current := p_run;
  END IF;
  v_runs := v_runs || jsonb_build_object(p_run,
    coalesce(v_run, '{}') || jsonb_build_object('seq', greatest(v_before, v_highest), 'task', p_task,
      'at', p_at, 'first', CASE WHEN (v_run ->> 'task')::integer = p_task
        THEN least((v_run ->> 'first')::integer, v_lowest) ELSE v_lowest END));
  -- The end that a lost task had written did not come: the case holds its terminals again.
  IF p_entries #>> '{0,event}' = 'task-repeated' AND NOT p_free
     AND v_status IN ('completed', 'rejected', 'withdrawn', 'expired') THEN
    BEGIN
      UPDATE case_terminals SET reserved = true
        WHERE case_id = p_case AND NOT reserved AND terminal_id IN
          (SELECT value ->> 'terminalId' FROM jsonb_array_elements(p_view -> 'terminals'));
    EXCEPTION WHEN unique_violation THEN
      -- Another case was quicker; the next submission of this one names it.
      NULL;
    END;
  END IF;

  IF v_shows THEN
    UPDATE cases SET
      view = p_view,
      status = p_view ->> 'status',
      parked = coalesce(jsonb_typeof(p_view -> 'parked') = 'object', false),
      parked_since = p_view #>> '{parked,since}',
      overdue = coalesce((p_view ->> 'overdue')::boolean, false),
      reason = p_view ->> 'reason',
      assignee = p_view #>> '{claim,by}',
      next_due_at = coalesce((p_view ->> 'nextDueAt')::timestamptz, 'infinity'),
      opened_at = (p_view ->> 'openedAt')::timestamptz,
      changed_at = now(),
      ledger_position = v_position, ledger_hash = v_hash, runs = v_runs, current_run = v_current
    WHERE case_id = p_case;
  ELSE
    UPDATE cases SET ledger_position = v_position, ledger_hash = v_hash, runs = v_runs
      WHERE case_id = p_case;
  END IF;

  INSERT INTO notice_plans (case_id, kind, occurrence)
    SELECT p_case, value ->> 'kind', (value ->> 'occurrence')::integer
      FROM jsonb_array_elements(p_notices)
    ON CONFLICT DO NOTHING;
  IF p_free THEN
    UPDATE case_terminals SET reserved = false WHERE case_id = p_case AND reserved;
  END IF;
  RETURN 'ok';
END $$;
