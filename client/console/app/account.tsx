// client/console/app/: what stands around every page: sign-in, own account, navigation, language and theme.
/** The own account: who one is here, until when the session lasts, another password and an API key. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  isVouchedUser,
} from '../../../wire/people/staff-names';
import { FORMS } from '../../../wire/forms';
import { ApiRefusal, post, put, remove } from '../api/http';
import { Button } from '../parts/controls/button';
import { Dialog } from '../parts/dialog';
import { Field } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { Moment } from '../parts/moment';
import { ProblemNotice } from '../parts/problem-notice';
import { toast } from '../parts/toasts';
import { Acts } from '../people/acts';
import { ROLE } from '../../../words/domain';
import { PEOPLE } from '../texts/people';
import { ACCOUNT, SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { useRenewed, useSession } from './session';
import { named } from '../../../words/phrase';
import { pathOf } from '../../../wire/routes';
import { GatedButton } from '../parts/controls/gated-button';

export function Account({ onClose }: { onClose: () => void }): ReactElement {
  const say = useSay();
  const { name, user, role, teamId, expiresAt } = useSession();
  return (
    <Dialog
      title={name}
      onClose={onClose}
      foot={<Button onClick={onClose}>{say(SHELL.close)}</Button>}
    >
      <dl className="facts">
        <dt>{say(ACCOUNT.user)}</dt>
        <dd className="mono">{user}</dd>
        <dt>{say(ACCOUNT.role)}</dt>
        <dd>{say(named(ROLE, role))}</dd>
        <dt>{say(ACCOUNT.team)}</dt>
        <dd>{teamId}</dd>
        <dt>{say(ACCOUNT.until)}</dt>
        <dd>
          <Moment at={expiresAt} />
        </dd>
      </dl>
      {isVouchedUser(user) ? (
        <p className="quiet">{say(ACCOUNT.vouched)}</p>
      ) : (
        <OwnPassword onDone={onClose} />
      )}
      <OwnKey name={name} />
    </Dialog>
  );
}

function OwnKey({ name }: { name: string }): ReactElement {
  const say = useSay();
  return (
    <Acts
      title={say(PEOPLE.key)}
      acts={[
        {
          name: PEOPLE.keyDo,
          what: PEOPLE.keyWhat,
          danger: false,
          run: async () => {
            const { apiKey } = await post(pathOf('makeOwnKey'), FORMS.newKey, null);
            return { label: say(PEOPLE.key), secret: apiKey };
          },
        },
        {
          name: PEOPLE.keyAway,
          what: PEOPLE.keyAwayWhat,
          danger: true,
          run: async () => {
            await remove(pathOf('removeOwnKey'));
            return say(PEOPLE.keyGone, { name });
          },
        },
      ]}
    />
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function PasswordField({ label, hint, value, onChange, autoComplete }: FieldProps): ReactElement {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type="password"
          required
          autoComplete={autoComplete}
          maxLength={MAX_PASSWORD_LENGTH}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function OwnPassword({ onDone }: { onDone: () => void }): ReactElement {
  const say = useSay();
  const renewed = useRenewed();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useMutation({
    mutationFn: () => put(pathOf('changeOwnPassword'), FORMS.session, { password, newPassword }),
    onSuccess: (session) => {
      renewed(session);
      toast(say(ACCOUNT.passwordDone));
      onDone();
    },
  });
  const isWrong = change.error instanceof ApiRefusal && change.error.problem.status === 401;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <h3>{say(ACCOUNT.passwordTitle)}</h3>
      {isWrong ? (
        <p className="notice error" role="alert">
          {say(ACCOUNT.passwordWrong)}
        </p>
      ) : change.error ? (
        <ProblemNotice error={change.error} />
      ) : null}
      <PasswordField
        label={say(ACCOUNT.password)}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <PasswordField
        label={say(ACCOUNT.newPassword)}
        hint={say(ACCOUNT.newPasswordHint, { count: MIN_PASSWORD_LENGTH })}
        autoComplete="new-password"
        value={newPassword}
        onChange={setNewPassword}
      />
      <div className="row end">
        <GatedButton
          look="primary"
          type="submit"
          loading={change.isPending}
          why={
            password === ''
              ? say(SHELL.missing, { names: say(ACCOUNT.password) })
              : newPassword.length < MIN_PASSWORD_LENGTH
                ? say(ACCOUNT.tooShort, { count: MIN_PASSWORD_LENGTH })
                : undefined
          }
        >
          {say(ACCOUNT.passwordDo)}
        </GatedButton>
      </div>
    </form>
  );
}
