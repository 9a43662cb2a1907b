/** Filling in the application of a case. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { DRAFT_STATUSES } from '../../../workflows/contract/lifecycle';
import { FORMS } from '../../../wire/forms';
import type { CaseAnswer } from '../../../wire/cases/case-answers';
import type { CaseDataAnswer } from '../../../wire/cases/case-data-answers';
import { post } from '../api/http';
import { newKey } from '../../../wire/http';
import { caseQuery } from '../api/queries';
import { useSession } from '../app/session';
import { PresenceLine } from '../case/presence';
import type { CaseReading } from '../case/use-case';
import { Button } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { StatusTag } from '../parts/status-tag';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import '../styles/forms.css';
import { applicationFormSchema, formOf } from './application';
import type { ApplicationForm } from './application';
import { ApplicationSections } from './application-sections';
import { SaveBar, StaleDraft } from './save-bar';
import { keepButtonsStill } from './still-buttons';
import { useApplication } from './use-application';
import { useDraft } from './use-draft';
import type { KeptForm } from './use-draft';
import { useFindings } from './use-findings';
import { pathOf } from '../../../wire/routes';

const DialogOf = lazy(async () => ({
  default: (await import('../case/decisions/decision-dialogs')).DialogOf,
}));

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
        <PresenceLine key={caseId} caseId={caseId} />
      </div>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && !DRAFT_STATUSES.includes(data.view.status) ? (
        <p className="notice warning">{say(FORM.notDraft)}</p>
      ) : null}
      {data && DRAFT_STATUSES.includes(data.view.status) ? <Editor answer={data} /> : null}
    </div>
  );
}

/** Nothing is shown in full before somebody wishes it; a draft of this device is theirs already. */
function Editor({ answer }: { answer: CaseAnswer }): ReactElement {
  const { principalId } = useSession();
  const name = `application ${answer.caseId} ${principalId}`;
  const kept = useDraft<ApplicationForm | null>(name, formOrNothing, null);
  const { value } = kept;
  /** Counts how often the form began with what is stored: nothing of an earlier time is true of it. */
  const [round, setRound] = useState(0);
  const start = (form: ApplicationForm): void => {
    kept.replace(form);
    setRound((before) => before + 1);
  };
  if (value === undefined) return <Loading />;
  if (value === null) return <Show answer={answer} onShown={start} />;
  return (
    <ApplicationEditor
      key={round}
      answer={answer}
      kept={{ ...kept, value }}
      form={value}
      onStart={start}
    />
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
        pathOf('revealData', { caseId: answer.caseId }),
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
        <Button look="primary" loading={stored.isPending} onClick={() => stored.mutate()}>
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

/** The case as it was read when a revision was its latest; undefined where it never was in sight. */
function useSeen(answer: CaseAnswer, revision: number): CaseAnswer | undefined {
  const [seen, setSeen] = useState<CaseAnswer>();
  if (answer.latestRevision === revision && seen !== answer) setSeen(answer);
  return seen?.latestRevision === revision ? seen : undefined;
}

function ApplicationEditor({ answer, kept, form, onStart }: EditorProps): ReactElement {
  const say = useSay();
  const { caseId } = answer;
  const { touched, touch } = useTouched();
  const [ready, setReady] = useState<CaseReading>();
  const saving = useApplication(caseId, kept, form, setReady);
  const seen = useSeen(answer, form.revision);
  const stored = useStored({ answer, onShown: onStart });
  const found = useFindings(form, saving, touched);
  return (
    <>
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
        <ApplicationSections
          answer={answer}
          form={form}
          found={found}
          onChange={(next) => kept.change(next)}
        />
        {saving.isStale ? (
          <StaleDraft
            caseId={caseId}
            seen={seen}
            onRead={() => stored.mutate()}
            onKeep={() => saving.saveOnTop()}
          />
        ) : saving.error && !saving.waitsForConnection ? (
          <ProblemNotice error={saving.error} />
        ) : null}
        <SaveBar saving={saving} problems={found.problems} offers={answer.offers} />
      </form>
      {ready ? (
        <SubmitDialog reading={ready} kept={kept} onClose={() => setReady(undefined)} />
      ) : null}
    </>
  );
}

interface SubmitProps {
  readonly reading: CaseReading;
  readonly kept: KeptForm<ApplicationForm>;
  readonly onClose: () => void;
}

/** What submitting means, before it is confirmed; the way leads back to the case. */
function SubmitDialog({ reading, kept, onClose }: SubmitProps): ReactElement {
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await kept.forget();
    await navigate(`/cases/${reading.answer.caseId}`);
  };
  return (
    <Suspense fallback={null}>
      <DialogOf decision="submit" reading={reading} onClose={onClose} onDone={() => void leave()} />
    </Suspense>
  );
}
