import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Text } from '@backstage/ui';
import { RiLoginBoxLine } from '@remixicon/react';
import { PaydayMark } from '../nav';
import { useSignIn } from './useSignIn';
import styles from './SignInPage.module.css';

/** What a signed-out person sees. Someone with a session never does: it is taken up on the way. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const { state, start } = useSignIn(onSignInSuccess);
  const busy = state.step === 'checking' || state.step === 'leaving';

  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <div className={styles.name}>
          <PaydayMark size={40} />
          <Text as="h1" variant="title-large" weight="bold">
            Payday
          </Text>
        </div>
        <Text as="p" variant="body-large" color="secondary">
          Ship, watch and recover the payment platform from one place.
        </Text>
        {state.step === 'failed' && (
          <div role="alert">
            <Alert
              status="danger"
              icon
              title={state.problem.title}
              description={state.problem.whatToDo}
            />
            <details className={styles.details}>
              <summary>Details</summary>
              <code>{state.problem.details}</code>
            </details>
          </div>
        )}
        <Button
          variant="primary"
          iconStart={<RiLoginBoxLine />}
          onPress={start}
          isPending={busy}
        >
          Sign in
        </Button>
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          role="status"
          className={styles.status}
        >
          {statusOf[state.step]}
        </Text>
      </div>
    </main>
  );
}

const statusOf = {
  checking: 'Looking whether you are signed in already…',
  leaving: 'Taking you to the page where you say who you are…',
  'signed-out': '',
  failed: '',
};
