// client/console/operations/builds/: builds of the worker, and histories to replay on another one.
/** Builds of the worker: which one runs the cases, and making another one current after a warning. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import { post } from '../../api/http';
import type { Build, Deployment } from '../../../../wire/operations/upkeep-answers';
import type { BuildState } from '../../../../workflows/contract/operations';
import { KEYS, deploymentsQuery } from '../../api/queries';
import { may, useSession } from '../../app/session';
import { Button } from '../../parts/controls/button';
import { Dialog } from '../../parts/dialog';
import { Loading } from '../../parts/loading';
import { usePageTitle } from '../../parts/page-title';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { DECIDE } from '../../texts/decisions';
import { SHELL } from '../../texts/shell';
import { useSay } from '../../texts/say';
import { BUILD_STATE_WHAT, DEPLOY } from '../../texts/upkeep';
import { Tick } from '../../parts/controls/input';
import { HistoriesCard } from './histories-card';
import { named } from '../../../../words/phrase';
import { pathOf } from '../../../../wire/routes';
import { GatedButton } from '../../parts/controls/gated-button';
import { BUILD_STATE } from '../../../../words/operations';

/** States change by themselves as cases move on; looked at as often, ms. */
const LOOK_MS = 10_000;
/** What the API calls workers without a version. */
const UNVERSIONED = 'unversioned';
const REPLAY = 'npx unbind ops replay --open --bundle ../next';

const TONE: Readonly<Record<BuildState, string>> = {
  current: 'good',
  ramping: 'accent',
  draining: 'warn',
  drained: '',
  inactive: '',
};

export function DeploymentsPage(): ReactElement {
  const say = useSay();
  usePageTitle(say(DEPLOY.title));
  const { data, error, refetch } = useQuery({ ...deploymentsQuery, refetchInterval: LOOK_MS });
  return (
    <>
      <p className="quiet">{say(DEPLOY.lead)}</p>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <p className="card quiet">{say(DEPLOY.none)}</p> : null}
      {data?.items.map((deployment) => (
        <DeploymentCard key={deployment.name} deployment={deployment} />
      ))}
      <HistoriesCard />
    </>
  );
}

function DeploymentCard({ deployment }: { deployment: Deployment }): ReactElement {
  const say = useSay();
  const mayAct = may(useSession(), 'setCurrentBuild');
  const [open, setOpen] = useState<string>();
  const { name, builds } = deployment;
  const hasCurrent = builds.some(({ state }) => state === 'current');
  return (
    <section className="card" aria-labelledby={`deployment-${name}`}>
      <h2 id={`deployment-${name}`} className="mono">
        {name}
      </h2>
      <table className="data cards">
        <thead>
          <tr>
            <th scope="col">{say(DEPLOY.build)}</th>
            <th scope="col">{say(DEPLOY.state)}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {builds.map((build) => (
            <BuildRow key={build.buildId} build={build} mayAct={mayAct} onMakeCurrent={setOpen} />
          ))}
          <tr>
            <th scope="row">{say(DEPLOY.unversioned)}</th>
            <td data-label={say(DEPLOY.state)}>
              {hasCurrent ? null : <CurrentTag />}{' '}
              <span className="small quiet">{say(DEPLOY.unversionedWhat)}</span>
            </td>
            <td>
              {mayAct && hasCurrent ? (
                <MakeCurrent buildId={UNVERSIONED} onPress={setOpen} />
              ) : null}
            </td>
          </tr>
        </tbody>
      </table>
      {open === undefined ? null : (
        <MakeCurrentDialog name={name} buildId={open} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}

function CurrentTag(): ReactElement {
  const say = useSay();
  return <span className={`tag ${TONE.current}`}>{say(BUILD_STATE.current)}</span>;
}

interface RowProps {
  readonly build: Build;
  readonly mayAct: boolean;
  readonly onMakeCurrent: (buildId: string) => void;
}

function BuildRow({ build, mayAct, onMakeCurrent }: RowProps): ReactElement {
  const say = useSay();
  const { buildId, state } = build;
  return (
    <tr>
      <th scope="row" className="mono">
        {buildId}
      </th>
      <td data-label={say(DEPLOY.state)}>
        <span className={`tag ${TONE[state]}`}>{say(named(BUILD_STATE, state))}</span>{' '}
        <span className="small quiet">{say(named(BUILD_STATE_WHAT, state))}</span>
      </td>
      <td>
        {mayAct && state !== 'current' ? (
          <MakeCurrent buildId={buildId} onPress={onMakeCurrent} />
        ) : null}
      </td>
    </tr>
  );
}

function useBuildName(buildId: string): string {
  const say = useSay();
  return buildId === UNVERSIONED ? say(DEPLOY.unversioned) : buildId;
}

function MakeCurrent(props: {
  readonly buildId: string;
  readonly onPress: (buildId: string) => void;
}): ReactElement {
  const say = useSay();
  const build = useBuildName(props.buildId);
  return (
    <Button
      aria-label={say(DEPLOY.makeCurrentOf, { build })}
      onClick={() => props.onPress(props.buildId)}
    >
      {say(DEPLOY.makeCurrent)}
    </Button>
  );
}

interface DialogProps {
  readonly name: string;
  readonly buildId: string;
  readonly onClose: () => void;
}

function MakeCurrentDialog({ name, buildId, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const build = useBuildName(buildId);
  const [isReplayed, setIsReplayed] = useState(false);
  const make = useMutation({
    mutationFn: () => post(pathOf('setCurrentBuild', { name }), FORMS.deployments, { buildId }),
    onSuccess: (answer) => {
      client.setQueryData(KEYS.deployments, answer);
      toast(say(DEPLOY.done, { build }));
      onClose();
    },
  });
  return (
    <Dialog
      title={say(DEPLOY.dialogTitle, { build })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            danger
            why={isReplayed ? undefined : say(DEPLOY.replayFirst)}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {say(DECIDE.confirm, { name: say(DEPLOY.confirm) })}
          </GatedButton>
        </>
      }
    >
      <p>{say(DEPLOY.consequence, { build })}</p>
      <div className="notice warning">
        <p className="strong">{say(DEPLOY.warning)}</p>
        <p>{say(DEPLOY.warningWhat)}</p>
        <code>{REPLAY}</code>
      </div>
      <Tick checked={isReplayed} onChange={setIsReplayed}>
        {say(DEPLOY.replayed)}
      </Tick>
      {make.error ? <ProblemNotice error={make.error} /> : null}
    </Dialog>
  );
}
