// client/console/operations/recovery/: comparing what each side knows, and rebuilding the record after a restore.
/** Confirms the rebuilding of one case; where the record does not know it, its opening is entered again here. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import type { Finding } from '../../../../wire/problem-answers';
import { ApiRefusal, post } from '../../api/http';
import { KEYS } from '../../api/queries';
import type { Rebuilding } from '../../../../wire/operations/upkeep-answers';
import { TextField } from '../../case/decisions/review-dialogs';
import { ContactFields } from '../../forms/contact-fields';
import { spoken } from '../../forms/findings';
import { DEFAULT_TIME_ZONE } from '../../../../checks/people/contact';
import { enteredBody, enteredProblems } from '../../forms/opening';
import type { EnteredForm } from '../../forms/opening';
import { TerminalFields } from '../../forms/terminal-fields';
import { Button } from '../../parts/controls/button';
import { Dialog } from '../../parts/dialog';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { useKeyOf } from '../../parts/wish-key';
import { DECIDE } from '../../texts/decisions';
import { FORM } from '../../texts/forms';
import { REBUILD } from '../../texts/rebuild';
import { useLocale, useSay } from '../../texts/say';
import { SHELL } from '../../texts/shell';
import { pathOf } from '../../../../wire/routes';
import '../../styles/forms.css';
import { GatedButton } from '../../parts/controls/gated-button';

interface Props {
  /** The dry run that the person has seen. */
  readonly lacking: Rebuilding;
  readonly onClose: () => void;
  readonly onDone: (answer: Rebuilding) => void;
}

function emptyForm(terminals: number): EnteredForm {
  const serials = Array.from({ length: Math.max(terminals, 1) }, () => '');
  const nothing = { merchantNumber: '', contactName: '', phone: '', email: '' };
  return { ...nothing, locale: 'zh-CN', timeZone: DEFAULT_TIME_ZONE, serials };
}

export function RebuildDialog({ lacking, onClose, onDone }: Props): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const client = useQueryClient();
  const { caseId, inRecord, terminals } = lacking;
  const [reason, setReason] = useState('');
  const [form, setForm] = useState(() => emptyForm(terminals));
  const [tried, setTried] = useState(false);
  const found = inRecord ? [] : spoken(enteredProblems(form), locale);
  const body = { reason, ...(inRecord ? {} : { opening: enteredBody(form) }) };
  const key = useKeyOf(JSON.stringify(body));
  const rebuild = useMutation({
    mutationFn: () => post(pathOf('rebuildCase', { caseId }), FORMS.rebuilding, body, key),
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
      void client.invalidateQueries({ queryKey: KEYS.attention });
      void client.invalidateQueries({ queryKey: KEYS.lists });
      toast(say(REBUILD.done));
      onDone(answer);
    },
  });
  const refused = rebuild.error instanceof ApiRefusal ? rebuild.error.problem.problems : [];
  return (
    <Dialog
      title={say(REBUILD.dialogTitle, { caseId })}
      onClose={onClose}
      wide={!inRecord}
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            why={
              reason.trim() === ''
                ? say(SHELL.missing, { names: say(DECIDE.whyNeeded) })
                : undefined
            }
            loading={rebuild.isPending}
            onClick={() => {
              setTried(true);
              if (found.length === 0) rebuild.mutate();
            }}
          >
            {say(DECIDE.confirm, { name: say(REBUILD.confirm) })}
          </GatedButton>
        </>
      }
    >
      <p>{say(REBUILD.consequence)}</p>
      {inRecord ? null : (
        <OpeningFields
          form={form}
          onChange={setForm}
          findings={tried ? [...found, ...refused] : []}
        />
      )}
      <TextField label={say(DECIDE.whyNeeded)} value={reason} onChange={setReason} />
      {tried && found.length > 0 ? (
        <p className="notice error" role="alert">
          {say(FORM.problems, { count: found.length })}
        </p>
      ) : null}
      {rebuild.error ? <ProblemNotice error={rebuild.error} /> : null}
    </Dialog>
  );
}

interface FieldsProps {
  readonly form: EnteredForm;
  readonly onChange: (form: EnteredForm) => void;
  readonly findings: readonly Finding[];
}

function OpeningFields({ form, onChange, findings }: FieldsProps): ReactElement {
  const say = useSay();
  return (
    <section className="stack" aria-label={say(REBUILD.opening)}>
      <h3>{say(REBUILD.opening)}</h3>
      <p className="small quiet">{say(REBUILD.openingWhat)}</p>
      <ContactFields
        value={form}
        set={(change) => onChange({ ...form, ...change })}
        findings={findings}
      />
      <TerminalFields
        serials={form.serials}
        onChange={(serials) => onChange({ ...form, serials })}
        findings={findings}
      />
    </section>
  );
}
