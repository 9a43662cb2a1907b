/** Starts the real OpenID provider of the tests as a program of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OidcSettings } from '../../client/api/people/oidc/claims';

/** People of the provider by account, with their claims. */
export const PROVIDED_PEOPLE = {
  anna: { name: 'Anna Agent', roles: ['staff', 'desk-agents'], team: 'team-1' },
  rita: { name: 'Rita Reviewer', roles: ['desk-agents', 'desk-reviewers'], team: 'team-2' },
  carl: { name: 'Carl Cook', roles: ['canteen'] },
  dora: { name: 'Dora Disabled', roles: 'desk-agents' },
};

/** How a desk is told of the provider and of what its people may do. */
export function settingsFor(issuer: string): OidcSettings {
  return {
    issuer,
    clientId: 'unbind-desk',
    clientSecret: 'a secret of the tests, long enough',
    label: 'Company sign-in',
    scope: 'openid profile',
    roleClaim: 'roles',
    roles: { 'desk-reviewers': 'reviewer', 'desk-agents': 'agent' },
    teamClaim: 'team',
    team: 'support',
  };
}

export interface OidcProvider {
  readonly issuer: string;
  /** Called twice: it has stopped either time. */
  stop(): Promise<void>;
}

interface Wishes {
  /** Where the desk takes people back. */
  readonly redirectUri: string;
  /** Name of its host; default: the address of this machine. */
  readonly host?: string;
}

export async function startOidcProvider(wishes: Wishes): Promise<OidcProvider> {
  const options = JSON.stringify({ ...wishes, people: PROVIDED_PEOPLE });
  const program = join(__dirname, 'oidc-provider.mjs');
  const provider: ChildProcess = spawn(process.execPath, [program, options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (!provider.stdout) throw new Error('the provider says nothing');
  const [issuer] = (await once(createInterface({ input: provider.stdout }), 'line')) as [string];
  const exit = once(provider, 'exit');
  return {
    issuer,
    async stop() {
      provider.kill('SIGKILL');
      await exit;
    },
  };
}
