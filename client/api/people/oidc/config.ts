/** What the API takes from the environment about an identity provider; nothing where no issuer is named. */
import { z } from 'zod';
import { jsonSetting } from '../../../../checks/json-setting';
import { WrongSettings, textUpTo, webAddress } from '../../../../base/settings';
import { STAFF_ROLES } from '../../../../workflows/contract/lifecycle';
import type { OidcSettings } from './claims';

const DEFAULT_LABEL = 'SSO';
const DEFAULT_SCOPE = 'openid profile';
const DEFAULT_ROLE_CLAIM = 'roles';
const DEFAULT_TEAM = 'support';

const roleMapping = jsonSetting(
  z.record(z.string(), z.enum(STAFF_ROLES)),
  `is not JSON like {"group":"role"}, with role one of ${STAFF_ROLES.join(', ')}`,
);

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** TLS, except on this machine. */
const issuer = webAddress.refine(
  (text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || loopback.has(hostname);
  },
  { error: 'needs https' },
);

export const oidcSettings = {
  UNBIND_OIDC_ISSUER: issuer.optional(),
  UNBIND_OIDC_CLIENT_ID: z.string().optional(),
  UNBIND_OIDC_CLIENT_SECRET: z.string().optional(),
  UNBIND_OIDC_LABEL: textUpTo(40).default(DEFAULT_LABEL),
  UNBIND_OIDC_SCOPE: z.string().default(DEFAULT_SCOPE),
  UNBIND_OIDC_ROLE_CLAIM: z.string().default(DEFAULT_ROLE_CLAIM),
  UNBIND_OIDC_ROLES: roleMapping.optional(),
  UNBIND_OIDC_TEAM_CLAIM: z.string().optional(),
  UNBIND_OIDC_TEAM: z.string().default(DEFAULT_TEAM),
};

type Values = z.output<z.ZodObject<typeof oidcSettings>>;

/** The settings, or undefined where no issuer is named. Throws `WrongSettings` where one is named and the rest is not. */
export function oidcConfig(values: Values): OidcSettings | undefined {
  const { UNBIND_OIDC_ISSUER: named, UNBIND_OIDC_CLIENT_ID: clientId } = values;
  if (named === undefined) return undefined;
  const roles = values.UNBIND_OIDC_ROLES;
  if (clientId === undefined || roles === undefined) {
    const needed = { UNBIND_OIDC_CLIENT_ID: clientId, UNBIND_OIDC_ROLES: roles };
    const missing = Object.entries(needed).filter(([, value]) => value === undefined);
    const message = 'is missing, and UNBIND_OIDC_ISSUER needs it';
    throw new WrongSettings(missing.map(([name]) => ({ name, message })));
  }
  return {
    issuer: named,
    clientId,
    ...(values.UNBIND_OIDC_CLIENT_SECRET === undefined
      ? {}
      : { clientSecret: values.UNBIND_OIDC_CLIENT_SECRET }),
    label: values.UNBIND_OIDC_LABEL,
    scope: values.UNBIND_OIDC_SCOPE,
    roleClaim: values.UNBIND_OIDC_ROLE_CLAIM,
    roles,
    ...(values.UNBIND_OIDC_TEAM_CLAIM === undefined
      ? {}
      : { teamClaim: values.UNBIND_OIDC_TEAM_CLAIM }),
    team: values.UNBIND_OIDC_TEAM,
  };
}
