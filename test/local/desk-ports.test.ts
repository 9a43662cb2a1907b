/** Ports: one that was asked for is that one or an error, a standard one may move. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeskOptions, deskOptions } from '../../local/config';
import { PortTaken, chooseDeskPorts } from '../../local/desk/desk-ports';

const ANY = {
  UNBIND_API_PORT: '0',
  UNBIND_SIMULATOR_PORT: '0',
  UNBIND_SMTP_PORT: '0',
  UNBIND_MAIL_PORT: '0',
  UNBIND_WORKER_HEALTH_PORT: '0',
  UNBIND_WORKER_METRICS_PORT: '0',
};

describe('ports of the desk', () => {
  let folder: string;
  let holder: Server;
  let taken: number;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-ports-'));
    holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    taken = (holder.address() as AddressInfo).port;
  });
  afterEach(() => {
    holder.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function choose(env: Record<string, string>, change: Partial<DeskOptions> = {}) {
    const said: string[] = [];
    const options = { ...deskOptions({ UNBIND_DATA_DIR: folder, ...ANY, ...env }), ...change };
    return { said, ports: chooseDeskPorts(options, (line) => said.push(line)) };
  }

  test('that were asked for and are taken are refused by their setting', async () => {
    const { ports } = choose({ UNBIND_API_PORT: String(taken) });
    await expect(ports).rejects.toThrow(PortTaken);
    await expect(ports).rejects.toThrow(`${taken} (UNBIND_API_PORT)`);
  });

  test('that were asked for and are free are taken', async () => {
    const last = await choose({}).ports;
    const { api } = await choose({ UNBIND_API_PORT: String(last.mail) }).ports;
    expect(api).toBe(last.mail);
  });

  test('that are standard and taken move to the next free one, and that is told', async () => {
    const { ports: wishes } = deskOptions(ANY);
    const api = { ...wishes.api, port: taken, asked: false };
    const { ports, said } = choose({}, { ports: { ...wishes, api } });
    expect((await ports).api).toBeGreaterThan(taken);
    expect(said.join('\n')).toContain(`${taken} is taken; UNBIND_API_PORT chooses another`);
  });

  test('that have moved stay where they are, as links that were sent name them', async () => {
    const { ports: wishes } = deskOptions(ANY);
    const api = { ...wishes.api, port: taken, asked: false };
    const moved = await choose({}, { ports: { ...wishes, api } }).ports;
    holder.close();
    await once(holder, 'close');
    const { ports, said } = choose({}, { ports: { ...wishes, api } });
    expect((await ports).api).toBe(moved.api);
    expect(said.join('\n')).toContain(`${moved.api}, as at the last start; UNBIND_API_PORT`);
  });

  test('that may be any stay the same for a data folder', async () => {
    expect(await choose({}).ports).toEqual(await choose({}).ports);
  });

  test('are all different', async () => {
    const ports = Object.values(await choose({}).ports);
    expect(new Set(ports).size).toBe(ports.length);
  });
});
