// client/api/operations/: what operators do, a folder each; here their routes together, and builds of the worker.
/** Builds of the worker: which one is current, and making another one current. */
import type { z } from 'zod';
import { staffOf } from '../http/access';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { deploymentsAnswer } from '../../../wire/operations/upkeep-answers';
import { addressOf } from '../http/route-table';
import { currentBuildBody, deploymentParams } from '../../../wire/params';

const tags = ['operations'];

export function deploymentRoutes(api: ApiInstance, deps: ApiDeps): void {
  const read = async (): Promise<z.output<typeof deploymentsAnswer>> => {
    const items = await deps.desk.deployments();
    return { items: items.map(({ builds, ...one }) => ({ ...one, builds: [...builds] })) };
  };

  api.get(
    addressOf('listDeployments'),
    {
      schema: {
        tags,
        summary: 'Builds of the worker and which one is current',
        description: 'As Temporal knows them, with the build that new work goes to.',
        response: { 200: deploymentsAnswer },
      },
    },
    read,
  );

  api.post(
    addressOf('setCurrentBuild'),
    {
      schema: {
        tags,
        summary: 'Make a build of the worker the current one',
        description: '`unversioned`: workers without a version. First replay the open cases on it.',
        params: deploymentParams,
        body: currentBuildBody,
        response: { 200: deploymentsAnswer },
      },
    },
    async (request) => {
      const { params, body } = request;
      const by = `unbind-desk:${staffOf(request).principalId}`;
      const isThere = await deps.desk.makeCurrent(params.name, body.buildId, by);
      if (!isThere) throw new ApiError('NOT_FOUND');
      return read();
    },
  );
}
