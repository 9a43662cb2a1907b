-- Tells whoever listens that a notice of a listed case is new or has changed its state, of which its case
-- knows nothing where a provider reports it. Equal ones of one transaction are one. Listeners:
-- record/postgres/cases/changes.ts.
CREATE FUNCTION tell_notice_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('unbind_desk', json_build_object('kind', 'notice-changed', 'caseId', case_id,
    'teamId', team_id)::text) FROM cases WHERE case_id = NEW.case_id AND stage = 'listed';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER notices_tell_new AFTER INSERT ON notices FOR EACH ROW
  EXECUTE FUNCTION tell_notice_changed();
--> statement-breakpoint
CREATE TRIGGER notices_tell AFTER UPDATE ON notices FOR EACH ROW
  WHEN ((OLD.state, OLD.not_before, OLD.provider_code)
    IS DISTINCT FROM (NEW.state, NEW.not_before, NEW.provider_code))
  EXECUTE FUNCTION tell_notice_changed();
