/** Builds of the worker as Temporal routes work to them: which one is current, which ones still drain. */
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { BuildState } from '../workflows/contract/operations';
import type { Line } from './line';

const { WorkerDeploymentVersionStatus: Status } = temporal.api.enums.v1;

export interface Build {
  readonly buildId: string;
  readonly state: BuildState;
}
export interface Deployment {
  readonly name: string;
  readonly builds: readonly Build[];
}

/** Instead of a build: workers without a version, as before the first deployment. */
export const UNVERSIONED = 'unversioned';

export interface DeploymentsDesk {
  /** Every deployment that has had a worker. `UNAVAILABLE`. */
  deployments(): Promise<readonly Deployment[]>;
  /**
   * Makes a build the current one, or `UNVERSIONED` workers; `by` is kept by Temporal. Called twice:
   * the same. `CASE_NOT_FOUND` is never answered: false where there is no such build. `UNAVAILABLE`.
   */
  makeCurrent(name: string, buildId: string, by: string): Promise<boolean>;
}

const STATES: ReadonlyMap<unknown, BuildState> = new Map<unknown, BuildState>([
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT, 'current'],
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING, 'ramping'],
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_DRAINING, 'draining'],
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_DRAINED, 'drained'],
]);

export function deploymentsOver({ client, coded }: Line): DeploymentsDesk {
  const { namespace } = client.options;
  return {
    deployments: () => coded(() => readAll(client)),

    makeCurrent: (name, buildId, by) =>
      coded(async () => {
        const isUnversioned = buildId === UNVERSIONED;
        const known = (await readAll(client)).find((one) => one.name === name);
        const isThere = known?.builds.some((one) => one.buildId === buildId) ?? false;
        if (known === undefined || !(isThere || isUnversioned)) return false;
        await client.workflowService.setWorkerDeploymentCurrentVersion({
          namespace,
          deploymentName: name,
          buildId: isUnversioned ? '' : buildId,
          identity: by,
        });
        return true;
      }),
  };
}

async function readAll(client: Client): Promise<readonly Deployment[]> {
  const { namespace } = client.options;
  const found: Deployment[] = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.listWorkerDeployments({
      namespace,
      ...(nextPageToken && { nextPageToken }),
    });
    for (const { name } of page.workerDeployments) found.push(await readOne(client, name ?? ''));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  return found;
}

async function readOne(client: Client, name: string): Promise<Deployment> {
  const { namespace } = client.options;
  const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
    namespace,
    deploymentName: name,
  });
  const summaries = workerDeploymentInfo?.versionSummaries ?? [];
  const builds = summaries.map(({ deploymentVersion, status }) => ({
    buildId: deploymentVersion?.buildId ?? '',
    state: STATES.get(status) ?? ('inactive' as const),
  }));
  return { name, builds };
}
