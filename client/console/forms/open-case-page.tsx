/** Opening a case: checked while it is typed by the rules that the server has, kept until it is sent. */
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { DEFAULT_TIME_ZONE } from '../../../checks/people/contact';
import { LOCALES } from '../../../workflows/contract/case-data';
import { CASE_CHANNELS, UNBIND_REASONS } from '../../../workflows/contract/case-view';
import { ApiRefusal, post } from '../api/http';
import { newKey } from '../../../wire/http';
import { FORMS } from '../../../wire/forms';
import type { Finding } from '../../../wire/problem-answers';
import { useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { Tick } from '../parts/controls/input';
import { RadioField } from '../parts/controls/field';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { toast } from '../parts/toasts';
import { CASE_CHANNEL, REASON } from '../../../words/domain';
import { FORM } from '../texts/forms';
import { useLocale, useSay } from '../texts/say';
import '../styles/forms.css';
import { ContactFields } from './contact-fields';
import { AT_ONCE, saidAbout, spoken } from './findings';
import { openingBody, openingProblems } from './opening';
import type { OpeningForm } from './opening';
import { keepButtonsStill } from './still-buttons';
import { ProblemLinks } from './problem-links';
import { TerminalFields } from './terminal-fields';
import { useDraft } from './use-draft';
import type { KeptForm } from './use-draft';
import { named } from '../../../words/phrase';
import { pathOf } from '../../../wire/routes';

const formSchema: z.ZodType<OpeningForm> = z.object({
  channel: z.enum(CASE_CHANNELS),
  reason: z.enum(['', ...UNBIND_REASONS]),
  merchantNumber: z.string(),
  contactName: z.string(),
  phone: z.string(),
  email: z.string(),
  locale: z.enum(LOCALES),
  timeZone: z.string().default(DEFAULT_TIME_ZONE),
  serials: z.array(z.string()).min(1),
  closeAccount: z.boolean(),
});

const EMPTY: OpeningForm = {
  channel: 'hotline',
  reason: '',
  merchantNumber: '',
  contactName: '',
  phone: '',
  email: '',
  locale: 'zh-CN',
  timeZone: DEFAULT_TIME_ZONE,
  serials: [''],
  closeAccount: false,
};

export function OpenCasePage(): ReactElement {
  const say = useSay();
  usePageTitle(say(FORM.openTitle));
  const { principalId } = useSession();
  const form = useDraft(`open-case ${principalId}`, formSchema, EMPTY);
  return (
    <div className="page form-page">
      <div className="page-head">
        <h1>{say(FORM.openTitle)}</h1>
      </div>
      <p className="quiet">{say(FORM.openLead)}</p>
      {form.wasKept ? (
        <div className="notice" role="status">
          <p>{say(FORM.kept)}</p>
          <Button size="small" onClick={() => form.replace(EMPTY)}>
            {say(FORM.discard)}
          </Button>
        </div>
      ) : null}
      {form.value === undefined ? <Loading /> : <OpenForm form={form} value={form.value} />}
    </div>
  );
}

/** Fields that were left once, so that nobody is told of what they have not come to yet. */
function useTouched(): readonly [ReadonlySet<string>, (path: string) => void] {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  return [touched, (path) => setTouched((before) => new Set([...before, path]))];
}

function useOpening(form: KeptForm<OpeningForm>, value: OpeningForm) {
  const say = useSay();
  const navigate = useNavigate();
  const [key, setKey] = useState({ of: '', key: '' });
  return useMutation({
    mutationFn: () => {
      const of = JSON.stringify(value);
      const same = key.of === of ? key : { of, key: newKey() };
      setKey(same);
      return post(pathOf('openCase'), FORMS.receipt, openingBody(value), same.key);
    },
    onSuccess: async ({ caseId }) => {
      await form.forget();
      toast(say(FORM.opened, { caseId }));
      await navigate(`/cases/${caseId}`);
    },
  });
}

interface FormProps {
  readonly form: KeptForm<OpeningForm>;
  readonly value: OpeningForm;
}

function OpenForm({ form, value }: FormProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const opening = useOpening(form, value);
  const [touched, touch] = useTouched();
  const [tried, setTried] = useState(false);
  const found = useMemo(() => spoken(openingProblems(value), locale), [value, locale]);
  const refused = opening.error instanceof ApiRefusal ? opening.error.problem.problems : [];
  const isShown = ({ path, code }: Finding): boolean =>
    tried || touched.has(path) || AT_ONCE.has(code);
  const findings = [...found.filter(isShown), ...refused];
  const set = (change: Partial<OpeningForm>): void => form.change({ ...value, ...change });
  return (
    <form
      className="stack"
      noValidate
      autoComplete="off"
      onMouseDown={keepButtonsStill}
      onBlur={(event) => touch(event.target.getAttribute('data-path') ?? '')}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (found.length === 0) opening.mutate();
      }}
    >
      <section className="card">
        <h2>{say(FORM.contact)}</h2>
        <ContactFields value={value} set={set} findings={findings} />
      </section>
      <section className="card">
        <TerminalFields
          serials={value.serials}
          onChange={(serials) => set({ serials })}
          findings={findings}
        />
      </section>
      <section className="card">
        <h2>{say(FORM.request)}</h2>
        <RequestFields value={value} set={set} findings={findings} />
      </section>
      {opening.error ? <ProblemNotice error={opening.error} /> : null}
      {tried && found.length > 0 ? (
        <div className="notice error" role="alert">
          <ProblemLinks problems={found} />
        </div>
      ) : null}
      <div className="row end">
        <Button look="primary" type="submit" size="large" loading={opening.isPending}>
          {say(FORM.open)}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  readonly value: OpeningForm;
  readonly set: (change: Partial<OpeningForm>) => void;
  readonly findings: readonly Finding[];
}

function RequestFields({ value, set, findings }: PartProps): ReactElement {
  const say = useSay();
  return (
    <>
      <div className="columns">
        <RadioField
          legend={say(FORM.channel)}
          name="channel"
          options={CASE_CHANNELS.map(
            (channel) => [channel, say(named(CASE_CHANNEL, channel))] as const,
          )}
          value={value.channel}
          onChange={(channel) => set({ channel })}
        />
        <RadioField
          legend={say(FORM.reason)}
          name="reason"
          options={UNBIND_REASONS.map((reason) => [reason, say(named(REASON, reason))] as const)}
          path="reason"
          value={value.reason}
          wrong={saidAbout(findings, 'reason')}
          onChange={(reason) => set({ reason })}
        />
      </div>
      <Tick checked={value.closeAccount} onChange={(closeAccount) => set({ closeAccount })}>
        {say(FORM.closeAccount)}
        <span className="small quiet block">{say(FORM.closeHint)}</span>
      </Tick>
    </>
  );
}
