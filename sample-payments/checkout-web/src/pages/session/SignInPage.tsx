import { useState, type SubmitEvent } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { messageOf } from '../api/problems.ts';
import { BusyButton } from '../components/BusyButton.tsx';
import { Callout } from '../components/Callout.tsx';
import { TextField } from '../components/Field.tsx';
import { BrandMark } from '../layout/BrandMark.tsx';
import { pathAfterSignIn } from './pathAfterSignIn.ts';
import { useSessionQuery, useSignIn } from './useSession.ts';

/** E-mail and password of a merchant's person. */
export function SignInPage() {
  const [search] = useSearchParams();
  const session = useSessionQuery();
  const signIn = useSignIn();
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  if (session.data) return <Navigate to={pathAfterSignIn(search)} replace />;

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email')).trim();
    const password = String(form.get('password'));
    const found = {
      email: email.length < 3 ? 'Enter your e-mail address.' : undefined,
      password: password === '' ? 'Enter your password.' : undefined,
    };
    setMissing(found);
    if (!found.email && !found.password && !signIn.isPending) signIn.mutate({ email, password });
  };

  return (
    <main className="narrow">
      <title>Sign in · Payments</title>
      <div className="narrow-brand">
        <BrandMark />
      </div>
      <section className="panel" aria-labelledby="sign-in">
        <form className="panel-body form" noValidate onSubmit={submit}>
          <div>
            <h1 id="sign-in">Sign in</h1>
            <p className="quiet">Dashboard of your shop’s payments</p>
          </div>
          {signIn.error && (
            <Callout tone="bad" live>
              {messageOf(signIn.error)}
            </Callout>
          )}
          <TextField label="E-mail" name="email" type="email" autoComplete="username" error={missing.email} />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            error={missing.password}
          />
          <BusyButton className="button primary wide" type="submit" busy={signIn.isPending} busyText="Signing in …">
            Sign in
          </BusyButton>
        </form>
      </section>
    </main>
  );
}
