/** Sign-in by password, and by the identity provider where the desk has one. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { FORMS } from '../../../wire/forms';
import { ApiRefusal, post } from '../api/http';
import { sessionOptionsQuery } from '../api/queries';
import { Button, buttonClasses } from '../parts/controls/button';
import { Field } from '../parts/controls/field';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { Input } from '../parts/controls/input';
import { SHELL, SIGN_IN } from '../texts/shell';
import { useSay } from '../texts/say';
import type { Phrase } from '../../../words/phrase';
import { LanguageAndTheme } from './language-and-theme';
import { useSignedIn } from './session';
import { pathOf } from '../../../wire/routes';
import { urlOf } from '../../../wire/http';

const REDIRECT_ERRORS: Readonly<Record<string, Phrase>> = {
  UNBIND_SIGN_IN_FAILED: SIGN_IN.providerFailed,
  UNBIND_FORBIDDEN: SIGN_IN.noRole,
  UNBIND_UNAVAILABLE: SIGN_IN.providerAway,
};

export function SignInPage({ ended }: { ended: boolean }): ReactElement {
  const say = useSay();
  const location = useLocation();
  usePageTitle(say(SIGN_IN.title));
  const redirected = REDIRECT_ERRORS[new URLSearchParams(location.search).get('error') ?? ''];
  return (
    <div className="sign-in">
      <header className="sign-in-bar">
        <LanguageAndTheme />
      </header>
      <main className="sign-in-card">
        <p className="brand">{say(SHELL.product)}</p>
        <h1>{say(SIGN_IN.title)}</h1>
        <p className="quiet">{say(SIGN_IN.lead)}</p>
        {ended ? (
          <p className="notice warning" role="status">
            {say(SIGN_IN.ended)}
          </p>
        ) : null}
        {redirected ? (
          <p className="notice error" role="alert">
            {say(redirected)}
          </p>
        ) : null}
        {isSecureContext ? (
          <>
            <PasswordForm />
            <ProviderButton />
          </>
        ) : (
          <div className="notice error" role="alert">
            <p className="strong">{say(SIGN_IN.insecureTitle)}</p>
            <p>{say(SIGN_IN.insecureWhat)}</p>
          </div>
        )}
      </main>
    </div>
  );
}

function PasswordForm(): ReactElement {
  const say = useSay();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const signedIn = useSignedIn();
  const signIn = useMutation({
    mutationFn: () => post(pathOf('beginSession'), FORMS.session, { user: user.trim(), password }),
    onSuccess: signedIn,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <SignInProblem error={signIn.error} />
      <Field label={say(SIGN_IN.user)}>
        {(control) => (
          <Input
            {...control}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            className="large"
            value={user}
            onChange={(event) => setUser(event.target.value)}
          />
        )}
      </Field>
      <Field label={say(SIGN_IN.password)}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            className="large"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit" size="large" loading={signIn.isPending}>
        {say(SIGN_IN.submit)}
      </Button>
    </form>
  );
}

function SignInProblem({ error }: { error: Error | null }): ReactElement | null {
  const say = useSay();
  if (error === null) return null;
  if (error instanceof ApiRefusal) {
    const { retryAfterS, problem } = error;
    const sentence =
      problem.code === 'UNBIND_TOO_MANY_REQUESTS'
        ? say(SIGN_IN.wait, { count: retryAfterS ?? 60 })
        : problem.status === 401
          ? say(SIGN_IN.failed)
          : undefined;
    if (sentence !== undefined) {
      return (
        <p className="notice error" role="alert">
          {sentence}
        </p>
      );
    }
  }
  return <ProblemNotice error={error} />;
}

function ProviderButton(): ReactElement | null {
  const say = useSay();
  const { data } = useQuery(sessionOptionsQuery);
  const { pathname, search } = useLocation();
  if (!data?.oidc) return null;
  // The page of sign-in itself carries what went wrong the last time.
  const returnTo = pathname === '/sign-in' ? '/console/' : `/console${pathname}${search}`;
  return (
    <>
      <p className="divider">{say(SIGN_IN.or)}</p>
      <a
        className={buttonClasses({ size: 'large' })}
        href={urlOf({ path: pathOf('beginProviderSignIn'), query: { returnTo } })}
      >
        {say(SIGN_IN.oidc, { provider: data.oidc.label })}
      </a>
    </>
  );
}
