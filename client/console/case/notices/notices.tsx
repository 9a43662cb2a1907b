/** Notices of a case with their delivery, what they say, and sending one again. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import type { Notice } from '../../../../wire/cases/note-answers';
import { get, post } from '../../api/http';
import { newKey } from '../../../../wire/http';
import { KEYS, noticesQuery } from '../../api/queries';
import { may, useSession } from '../../app/session';
import { Button } from '../../parts/controls/button';
import { Dialog } from '../../parts/dialog';
import { Loading } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { withNonce } from '../../parts/nonce';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { CASE } from '../../texts/case';
import { DECIDE } from '../../texts/decisions';
import { NOTICE_CHANNEL, NOTICE_KIND, NOTICE_STATE } from '../../../../words/domain';
import { DRY_RUN } from '../../texts/repairs';
import { SHELL } from '../../texts/shell';
import { useSay } from '../../texts/say';
import { named } from '../../../../words/phrase';
import type { Say } from '../../../../words/phrase';
import { MerchantLink } from './merchant-link';
import { pathOf } from '../../../../wire/routes';

const TONE: Readonly<Record<string, string>> = {
  delivered: 'good',
  sent: 'good',
  accepted: 'accent',
  failed: 'bad',
  undelivered: 'bad',
  unknown: 'warn',
  deferred: 'warn',
};

/** One of several notices, apart from the others for who hears only the name of its button. */
function nameOf({ kind, channel }: Notice, say: Say): string {
  return `${say(named(NOTICE_KIND, kind))} · ${say(named(NOTICE_CHANNEL, channel))}`;
}

type Open = { readonly what: 'preview' | 'resend'; readonly notice: Notice } | undefined;

export function NoticesCard({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const session = useSession();
  const { data, error, refetch } = useQuery(noticesQuery(caseId));
  const [open, setOpen] = useState<Open>();
  const mayResend = may(session, 'resendNotice');
  const close = (): void => setOpen(undefined);
  return (
    <section className="card" aria-labelledby="notices">
      <header>
        <h2 id="notices">{say(CASE.notices)}</h2>
        {may(session, 'changeMerchantLink') ? <MerchantLink caseId={caseId} /> : null}
      </header>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? <p className="quiet">{say(CASE.noNotices)}</p> : null}
      <ul className="lines">
        {data?.items.toReversed().map((notice) => (
          <li key={notice.noticeId}>
            <div>
              <p>
                <span className="strong">{say(named(NOTICE_KIND, notice.kind))}</span>{' '}
                <span className="quiet">{say(named(NOTICE_CHANNEL, notice.channel))}</span>{' '}
                <span className={`tag ${TONE[notice.state] ?? ''}`}>
                  {say(named(NOTICE_STATE, notice.state))}
                </span>
              </p>
              <p className="small quiet">
                <Moment at={notice.changedAt} />
                {notice.to === undefined ? null : ` · ${notice.to}`}
                {notice.providerCode === undefined ? null : ` · ${notice.providerCode}`}
              </p>
            </div>
            <span className="row">
              <Button
                size="small"
                aria-label={say(CASE.previewOf, { notice: nameOf(notice, say) })}
                onClick={() => setOpen({ what: 'preview', notice })}
              >
                {say(CASE.preview)}
              </Button>
              {mayResend && notice.kind !== 'overdue' ? (
                <Button
                  size="small"
                  aria-label={say(CASE.resendOf, { notice: nameOf(notice, say) })}
                  onClick={() => setOpen({ what: 'resend', notice })}
                >
                  {say(CASE.resend)}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {open?.what === 'preview' ? (
        <Preview caseId={caseId} notice={open.notice} onClose={close} />
      ) : null}
      {open?.what === 'resend' ? (
        <Resend caseId={caseId} notice={open.notice} onClose={close} />
      ) : null}
    </section>
  );
}

interface NoticeProps {
  readonly caseId: string;
  readonly notice: Notice;
  readonly onClose: () => void;
}

function Preview({ caseId, notice, onClose }: NoticeProps): ReactElement {
  const say = useSay();
  const path = pathOf('previewNotice', { caseId, noticeId: notice.noticeId });
  const { data, error } = useQuery({
    queryKey: [...KEYS.case(caseId), 'preview', notice.noticeId],
    queryFn: ({ signal }) => get(path, FORMS.preview, { signal }),
  });
  return (
    <Dialog
      wide
      title={`${say(CASE.previewTitle)}: ${say(named(NOTICE_KIND, notice.kind))}`}
      onClose={onClose}
      foot={<Button onClick={onClose}>{say(SHELL.close)}</Button>}
    >
      {error ? <ProblemNotice error={error} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <>
          <p className="small quiet">
            {say(data.source === 'sent' ? CASE.previewSent : CASE.previewTemplate)}
            {data.to === undefined ? null : ` ${data.to}`}
          </p>
          {data.subject === undefined ? null : <p className="strong">{data.subject}</p>}
          <pre className="letter">{data.text}</pre>
          {data.html === undefined ? null : (
            <iframe
              className="letter"
              sandbox=""
              title={say(CASE.previewHtml)}
              srcDoc={withNonce(data.html)}
            />
          )}
        </>
      ) : null}
    </Dialog>
  );
}

function Resend({ caseId, notice, onClose }: NoticeProps): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const [key] = useState(newKey);
  const resend = useMutation({
    mutationFn: () =>
      post(pathOf('resendNotice', { caseId, noticeId: notice.noticeId }), FORMS.notice, null, key),
    onSuccess: () => {
      toast(say(CASE.resendDone));
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
      onClose();
    },
  });
  return (
    <Dialog
      title={`${say(DECIDE.sendTitle)}: ${say(named(NOTICE_KIND, notice.kind))}`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <Button look="primary" loading={resend.isPending} onClick={() => resend.mutate()}>
            {say(CASE.resend)}
          </Button>
        </>
      }
    >
      <p>{say(DECIDE.sendWhat)}</p>
      <ResendPlan caseId={caseId} noticeId={notice.noticeId} />
      {resend.error ? <ProblemNotice error={resend.error} /> : null}
    </Dialog>
  );
}

/** What sending it once more would do, as it stands now. */
function ResendPlan(props: { caseId: string; noticeId: string }): ReactElement {
  const say = useSay();
  const { caseId, noticeId } = props;
  const { data, error, refetch } = useQuery({
    queryKey: [...KEYS.case(caseId), 'resend-dry-run', noticeId],
    queryFn: () => post(pathOf('planResend', { caseId, noticeId }), FORMS.resendPlan, null),
    staleTime: 0,
    gcTime: 0,
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <section aria-label={say(DRY_RUN.title)}>
      <p className="strong">{say(DRY_RUN.title)}</p>
      {data.blockers.map(({ code, message }) => (
        <p key={code} className="notice error">
          {say(DRY_RUN.blocked)}: {message}
        </p>
      ))}
      <ul>
        {data.sentences.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
