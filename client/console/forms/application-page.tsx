/** Filling in the application of a case. */
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import Button from 'antd/es/button';
import { FORMS } from '../api/answer-forms';
import type { CaseAnswer, CaseDataAnswer, Finding } from '../api/answers';
import { newKey, post } from '../api/http';
import { caseQuery, itemisationQuery } from '../api/queries';
import { useSession } from '../app/session';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { StatusTag } from '../parts/status-tag';
import { fieldName } from '../texts/fields';
import { FORM } from '../texts/forms';
import { useLocale, useSay } from '../texts/say';
import '../styles/forms.css';
import { applicationFormSchema, findingsOf, formOf, itemsOf, stillTrue } from './application';
import type { ApplicationForm } from './application';
import { ItemFields, MerchantFields, PayeeFields } from './application-fields';
import { retold, spoken } from './findings';
import { SaveBar, StaleDraft } from './save-bar';
import { keepButtonsStill } from './still-buttons';
import { TerminalFields } from './terminal-fields';
import { useApplication } from './use-application';
import type { Saving } from './use-application';
import { useDraft } from './use-draft';
import type { KeptForm } from './use-draft';

const EDITABLE: readonly string[] = [
  'awaiting-identity',
  'awaiting-consent',
  'awaiting-application',
  'awaiting-information',
];

export function ApplicationPage(): ReactElement {
  const { caseId = '' } = useParams();
  const say = useSay();
  usePageTitle(`${say(FORM.applicationTitle)} ${caseId}`);
  const { data, error, refetch } = useQuery(caseQuery(caseId));
  return (
    <div className="page form-page">
      <div className="page-head">
        <Link to={`/cases/${caseId}`}>← {say(FORM.backToCase)}</Link>
        <h1>{say(FORM.applicationTitle)}</h1>
        <span className="mono">{caseId}</span>
        {data ? <StatusTag status={data.view.status} /> : null}
      </div>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && !EDITABLE.includes(data.view.status) ? (
        <p className="notice warning">{say(FORM.notDraft)}</p>
      ) : null}
      {data && EDITABLE.includes(data.view.status) ? <Editor answer={data} /> : null}
    </div>
  );
}

/** Nothing is shown in full before somebody wishes it; a draft of this device is theirs already. */
function Editor({ answer }: { answer: CaseAnswer }): ReactElement {
  const { principalId } = useSession();
  const name = `application ${answer.caseId} ${principalId}`;
  const kept = useDraft<ApplicationForm | null>(name, formOrNothing, null);
  const { value } = kept;
  const start = (form: ApplicationForm): void => kept.replace(form);
  if (value === undefined) return <Loading />;
  if (value === null) return <Show answer={answer} onShown={start} />;
  return (
    <ApplicationEditor answer={answer} kept={{ ...kept, value }} form={value} onStart={start} />
  );
}

const formOrNothing = applicationFormSchema.nullable();

interface ShowProps {
  readonly answer: CaseAnswer;
  readonly onShown: (form: ApplicationForm) => void;
}

function useStored({ answer, onShown }: ShowProps) {
  const say = useSay();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      // The revision first: what is revealed is at least as new, so a saving in between is noticed.
      const { latestRevision } = await client.query({
        ...caseQuery(answer.caseId),
        staleTime: 0,
      });
      const data = await post(
        `/cases/${answer.caseId}/reveal`,
        FORMS.revealed,
        { fields: ['contact', 'terminals', 'application'], reason: say(FORM.revealReason) },
        newKey(),
      );
      return { latestRevision, data: { ...answer.data, ...data } satisfies CaseDataAnswer };
    },
    onSuccess: ({ latestRevision, data }) =>
      onShown(formOf(data, latestRevision, answer.view.closeAccount)),
  });
}

function Show(props: ShowProps): ReactElement {
  const say = useSay();
  const stored = useStored(props);
  return (
    <section className="card">
      <p>{say(FORM.showEntriesWhat)}</p>
      {stored.error ? <ProblemNotice error={stored.error} /> : null}
      <div>
        <Button type="primary" loading={stored.isPending} onClick={() => stored.mutate()}>
          {say(FORM.showEntries)}
        </Button>
      </div>
    </section>
  );
}

interface EditorProps {
  readonly answer: CaseAnswer;
  readonly kept: KeptForm<ApplicationForm>;
  readonly form: ApplicationForm;
  readonly onStart: (form: ApplicationForm) => void;
}

/** Fields that were left once or hold something: only those are told what is wrong. */
function useTouched() {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const touch = (path: string | null): void => {
    if (path !== null) setTouched((before) => new Set([...before, path]));
  };
  return { touched, touch };
}

function useFindings(form: ApplicationForm, saving: Saving, touched: ReadonlySet<string>) {
  const locale = useLocale();
  return useMemo(() => {
    const local = findingsOf(form, new Date());
    const { saved } = saving;
    const all = saved !== undefined;
    const isShown = ({ path, code }: { path: string; code: string }): boolean =>
      all || touched.has(path) || code === 'DUPLICATE_TERMINAL';
    const problems = spoken(local.problems.filter(isShown), locale);
    const warnings = spoken(local.warnings.filter(isShown), locale);
    if (!saved) return { problems, warnings, differences: [] };
    const { answer, form: sent } = saved;
    const isNew =
      (known: readonly { path: string; message: string }[]) =>
      (found: { path: string; message: string }): boolean =>
        !known.some(({ path, message }) => path === found.path && message === found.message);
    const still = (found: readonly Finding[]) => retold(stillTrue(found, sent, form), locale);
    return {
      problems: [...problems, ...still(answer.problems).filter(isNew(problems))],
      warnings: [...warnings, ...still(answer.warnings).filter(isNew(warnings))],
      differences: stillTrue(answer.differences, sent, form),
    };
  }, [form, saving, touched, locale]);
}

/** Fields that say themselves what the acquirer has; the rest is listed below them. */
const WITH_FIELD = /^(?:merchantName|document\.number|phone|email|payee\.\w+)$/;

function ApplicationEditor({ answer, kept, form, onStart }: EditorProps): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { caseId, view } = answer;
  const { touched, touch } = useTouched();
  const saving = useApplication(caseId, kept, form, () => void navigate(`/cases/${caseId}`));
  const stored = useStored({ answer, onShown: onStart });
  const takeOver = useMutation({
    mutationFn: () => client.query({ ...itemisationQuery(caseId), staleTime: 0 }),
    onSuccess: ({ lines }) => set({ items: itemsOf(lines) }),
  });
  const { problems, warnings, differences } = useFindings(form, saving, touched);
  const set = (change: Partial<ApplicationForm>): void => kept.change({ ...form, ...change });
  const beside = differences.filter(({ path }) => WITH_FIELD.test(path));
  const told = beside.map(({ path, acquirer }) => ({
    path,
    code: '',
    message: say(FORM.acquirerHas, { value: acquirer || '—' }),
  }));
  const doubts = [...warnings, ...told];
  const fields = { form, set, problems, warnings: doubts, requested: view.requestedFields };
  return (
    <form
      className="stack"
      noValidate
      autoComplete="off"
      onMouseDown={keepButtonsStill}
      onBlur={(event) => touch(event.target.getAttribute('data-path'))}
      onSubmit={(event) => {
        event.preventDefault();
        saving.save();
      }}
    >
      {kept.wasKept ? (
        <div className="notice" role="status">
          <p>{say(FORM.kept)}</p>
          <Button size="small" loading={stored.isPending} onClick={() => stored.mutate()}>
            {say(FORM.staleRead)}
          </Button>
        </div>
      ) : null}
      <section className="card">
        <MerchantFields {...fields} />
      </section>
      <section className="card">
        <TerminalFields
          serials={form.serials}
          onChange={(serials) => set({ serials: [...serials] })}
          findings={problems}
          doubts={warnings}
        />
      </section>
      <section className="card">
        <ItemFields {...fields} onTakeOver={() => takeOver.mutate()} />
        {takeOver.error ? <ProblemNotice error={takeOver.error} /> : null}
      </section>
      <section className="card">
        <PayeeFields {...fields} />
      </section>
      <Differences differences={differences.filter(({ path }) => !WITH_FIELD.test(path))} />
      {saving.isStale ? (
        <StaleDraft onRead={() => stored.mutate()} onKeep={() => saving.saveOnTop()} />
      ) : saving.error && !saving.waitsForConnection ? (
        <ProblemNotice error={saving.error} />
      ) : null}
      <SaveBar saving={saving} problems={problems} status={view.status} />
    </form>
  );
}

function Differences(props: {
  differences: readonly { path: string; entered: string; acquirer: string }[];
}): ReactElement | null {
  const say = useSay();
  if (props.differences.length === 0) return null;
  return (
    <ul className="notice warning">
      {props.differences.map(({ path, acquirer }) => (
        <li key={path}>
          <span className="strong">{fieldName(path, say)}</span>:{' '}
          {say(FORM.acquirerHas, { value: acquirer || '—' })}
        </li>
      ))}
    </ul>
  );
}
