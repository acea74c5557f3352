import { useNavigate } from 'react-router';
import { messageOf } from '../api/problems.ts';
import { useAnnounce } from '../components/announce.tsx';
import { useChangeMode, useSession, useSignOut } from '../session/useSession.ts';
import { ThemeChoice } from '../theme/ThemeChoice.tsx';

/** Who is signed in, the mode they look at, and the way out. */
export function Account() {
  const { user, role, live } = useSession();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const changeMode = useChangeMode();
  const signOut = useSignOut();
  const onError = (error: Error) => announce(messageOf(error));
  const toggle = () =>
    changeMode.mutate(!live, {
      onError,
      onSuccess: session => {
        announce(session.live ? 'Live mode' : 'Test mode');
        void navigate('/');
      },
    });
  return (
    <div className="account">
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={!live}
        aria-disabled={changeMode.isPending}
        onClick={() => !changeMode.isPending && toggle()}
      >
        <span className="switch-track" aria-hidden="true" />
        Test mode
      </button>
      <div className="person">
        <span className="avatar" aria-hidden="true">
          {initialsOf(user.display_name)}
        </span>
        <div>
          <strong>{user.display_name}</strong>
          <br />
          <span className="small quiet">{role}</span>
        </div>
      </div>
      <ThemeChoice />
      <div className="account-actions">
        <button type="button" className="button small" onClick={() => signOut.mutate(undefined, { onError })}>
          Sign out
        </button>
      </div>
    </div>
  );
}

function initialsOf(name: string): string {
  const words = name.split(' ').filter(Boolean);
  return `${words.at(0)?.at(0) ?? ''}${words.length > 1 ? (words.at(-1)?.at(0) ?? '') : ''}`;
}
