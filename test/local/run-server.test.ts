/** The Temporal server of one machine: boots, skips time, keeps its store. */
import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/identifiers';
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
});
