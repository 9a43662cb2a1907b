/** The list of cases: what stands in the address bar, and rows that do not move while they are read. */
import {
  addressOfView,
  apiQuery,
  readAddress,
  viewFilters,
  writeAddress,
} from '../../client/console/queue/address';
import { mergeRows } from '../../client/console/queue/merge-rows';

const read = (search: string) => readAddress(new URLSearchParams(search));

describe('the address of a list', () => {
  it('comes back as it was written', () => {
    const search =
      'tab=team&status=unbinding&reason=regulatory&openedFrom=2026-10-01&openedTo=2026-10-31';
    expect(writeAddress(read(search)).toString()).toBe(search);
  });

  it('leaves out what it does not know', () => {
    expect(writeAddress(read('tab=secret&status=none&openedFrom=yesterday')).toString()).toBe('');
  });

  it('asks for what the tab stands for', () => {
    expect(apiQuery(read('tab=merchant'))).toMatchObject({ status: 'open', waitsFor: 'merchant' });
    expect(apiQuery(read(''))).toMatchObject({ mine: 'true' });
  });

  it('lets a status narrow only the tabs that do not say one themselves', () => {
    expect(apiQuery(read('tab=all&status=rejected'))).toMatchObject({ status: 'rejected' });
    expect(apiQuery(read('tab=parked&status=rejected'))).toMatchObject({ status: 'open' });
  });

  it('searches everywhere, whatever the tab and its filters', () => {
    expect(apiQuery(read('tab=parked&reason=other&q=UC-1'))).toEqual({ q: 'UC-1', limit: '50' });
  });

  it('asks for days as they were typed, which the API counts in the zone of the desk', () => {
    const days = { openedFrom: '2026-10-01', openedTo: '2026-10-01' };
    expect(apiQuery(read(`tab=all&${new URLSearchParams(days).toString()}`))).toMatchObject(days);
  });

  it('takes no day that the list would refuse', () => {
    for (const day of ['0000-01-01', '2100-01-01', '2026-02-30']) {
      expect(read(`tab=all&openedFrom=${day}`).openedFrom).toBeUndefined();
    }
  });
});

describe('a saved view', () => {
  it('shows the same list again', () => {
    const address = read('tab=overdue&reason=other&openedFrom=2026-10-01&openedTo=2026-10-31');
    expect(addressOfView(viewFilters(address))).toEqual(address);
  });

  it('of before days were kept as such shows the days that it was saved for', () => {
    const filters = {
      openedFrom: '2026-09-30T16:00:00.000Z',
      openedTo: '2026-10-31T16:00:00.000Z',
    };
    expect(addressOfView(filters)).toMatchObject({
      openedFrom: '2026-10-01',
      openedTo: '2026-10-31',
    });
  });

  it('keeps neither a search nor a page', () => {
    expect(Object.keys(viewFilters(read('tab=all&q=SN1&cursor=abc')))).toEqual(['sort']);
  });
});

describe('a list that is being read', () => {
  const row = (caseId: string, changedAt = '1') => ({ caseId, changedAt });

  it('keeps its order whatever the fresh reading says', () => {
    const merged = mergeRows([row('a'), row('b')], [row('b', '2'), row('a'), row('c')]);
    expect(merged.rows.map((shown) => shown.row.caseId)).toEqual(['a', 'b']);
  });

  it('puts fresh content into the row in place', () => {
    const [shown] = mergeRows([row('a')], [row('a', '2')]).rows;
    expect(shown).toEqual({ row: row('a', '2'), was: row('a'), changed: true, gone: false });
  });

  it('marks what has left instead of taking it away', () => {
    expect(mergeRows([row('a')], []).rows).toMatchObject([{ row: row('a'), gone: true }]);
  });

  it('counts what came, left or changed', () => {
    expect(mergeRows([row('a'), row('b')], [row('b', '2'), row('c')]).news).toBe(3);
    expect(mergeRows([row('a')], [row('a')]).news).toBe(0);
  });
});
