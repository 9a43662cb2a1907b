/** Many windows of one browser, which opens few connections to one server. */
import { eventually } from '../e2e/eventually';
import { describeInBrowser } from './browser';
import { useConsoleRoom } from './console-desk';
import { heading, standsAt } from './console-steps';
import { awaitingConsent } from './merchant-desk';

/** More than a browser opens connections to one server. */
const WINDOWS = 8;

describeInBrowser('eight windows of one browser', () => {
  const room = useConsoleRoom();

  test('all load, hear what changes by one stream, and go on when the window that listens is closed', async () => {
    const { caseId } = await awaitingConsent(room.system);
    const first = await room.enter('agent', `/cases/${caseId}`);
    const streams: string[] = [];
    first.context().on('request', (request) => {
      const isOfAnother = request.frame().page() !== first;
      if (isOfAnother && request.url().endsWith('/api/v1/events')) streams.push(request.url());
    });
    const others = [];
    for (let count = 1; count < WINDOWS; count += 1) {
      const page = await first.context().newPage();
      await page.goto(`/console/cases/${caseId}`);
      await heading(page, caseId);
      await standsAt(page, '待商户同意');
      others.push(page);
    }
    expect(streams).toEqual([]);

    await room.system.staff.operator.post(`/ops/cases/${caseId}/hold`, { reason: '等待答复' });
    for (const page of [first, ...others]) {
      await page.locator('.page-head').getByText('暂停', { exact: true }).waitFor();
    }
    expect(streams).toEqual([]);

    await first.close();
    await eventually('another window listens', async () => streams.length > 0 || undefined);
    await room.system.staff.operator.post(`/ops/cases/${caseId}/release-hold`, {
      reason: '已答复',
    });
    for (const page of others) {
      await page
        .locator('.page-head')
        .getByText('暂停', { exact: true })
        .waitFor({ state: 'detached' });
    }
    expect(streams).toHaveLength(1);
  });
});
