// client/api/people/oidc/: signing in at an identity provider.
/** What the desk makes of the claims of a provider: name, role and team of a person. */
import { normalizeName } from '../../../../checks/people/names';
import { MAX_NAME_LENGTH } from '../../../../wire/limits';
import { TEAM_NAME } from '../../../../wire/people/staff-names';
import type { Staff } from '../../../../record/port/desk-record';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
  /** Name of the provider as people know it. */
  readonly label: string;
  readonly scope: string;
  /** Claim that names roles or groups; dots lead into objects. */
  readonly roleClaim: string;
  /** Role of the desk by value of the claim; the first that fits counts. */
  readonly roles: Readonly<Record<string, Staff['role']>>;
  /** Claim that names the team; absent, or not in the claims: `team`. */
  readonly teamClaim?: string;
  readonly team: string;
}

/** Somebody whom the provider vouches for; `role` is undefined where none of theirs counts here. */
export interface VouchedPerson {
  readonly subject: string;
  readonly name: string;
  readonly role: Staff['role'] | undefined;
  readonly teamId: string;
}

type Claims = Readonly<Record<string, unknown>>;
type Mapping = Pick<OidcSettings, 'roleClaim' | 'roles' | 'teamClaim' | 'team'>;

/** A claim by name, or within objects by a path with dots. */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>((value, name) => {
    const isObject = typeof value === 'object' && value !== null;
    return isObject && Object.hasOwn(value, name) ? (value as Claims)[name] : undefined;
  }, claims);
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}

/** The person that the claims name. Of several roles the one that the settings name first counts. */
export function claimedPerson(settings: Mapping, claims: Claims): VouchedPerson {
  const subject = typeof claims['sub'] === 'string' ? claims['sub'] : '';
  const held = new Set(textsOf(claimAt(claims, settings.roleClaim)));
  const [, role] = Object.entries(settings.roles).find(([value]) => held.has(value)) ?? [];
  const [name = subject] = [claims['name'], claims['preferred_username']].flatMap(textsOf);
  const { teamClaim } = settings;
  const teams = teamClaim === undefined ? [] : textsOf(claimAt(claims, teamClaim));
  const [team] = teams.map(normalizeName);
  return {
    subject,
    name: Array.from(normalizeName(name)).slice(0, MAX_NAME_LENGTH).join(''),
    role,
    teamId: team !== undefined && TEAM_NAME.test(team) ? team : settings.team,
  };
}
