/** The Temporal server of one machine: boots, skips time, keeps its store. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { startTemporalServer } from '../../local/temporal-server/run-server';
import { StorePortTaken } from '../../local/temporal-server/server-ports';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/identifiers';
import { TEST_SERVER } from '../support/need-temporal';
import { type TestTemporal, startTestTemporal } from '../support/temporal';

describe('Temporal server for one machine', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTestTemporal();
  });
  afterAll(async () => {
    await temporal.stop();
  });

  test('takes the search attributes of the cases as soon as it is started', async () => {
    const { count } = await temporal.client.workflow.count("UnbindStatus = 'unbinding'");
    expect(count).toBe(0);
  });

  test('starts a workflow that carries them at once', async () => {
    const key = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status.name, 'KEYWORD');
    const handle = await temporal.client.workflow.start('unknown', {
      workflowId: 'w-1',
      taskQueue: 'nobody-polls',
      typedSearchAttributes: new TypedSearchAttributes([{ key, value: 'unbinding' }]),
    });
    const { typedSearchAttributes } = await handle.describe();
    expect(typedSearchAttributes.get(key)).toBe('unbinding');
  });

  test('refuses a search attribute that nobody registered', async () => {
    await expect(temporal.client.workflow.count("UnbindPhone = 'x'")).rejects.toThrow();
  });

  test('does not start a store whose port somebody else has, and names the port', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'unbind-store-'));
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const ports = { frontend: port, ui: 0, internal: [] };
    writeFileSync(join(dataDir, 'ports.json'), JSON.stringify(ports));
    try {
      const start = startTemporalServer({
        programs: { kind: 'server', server: TEST_SERVER },
        dataDir,
      });
      await expect(start).rejects.toThrow(StorePortTaken);
      await expect(start).rejects.toThrow(`Port ${port} is taken`);
    } finally {
      holder.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
