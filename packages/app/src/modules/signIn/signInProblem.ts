/** What went wrong in words for the person who signs in, and what they can do. */
export type SignInProblem = {
  title: string;
  whatToDo: string;
  /** The message of the server, for whoever is asked for help. */
  details: string;
};

/**
 * Explains an error of the sign-in.
 * @param message as the auth backend reports it, in the address after a redirect or in the thrown error
 */
export function explainSignInError(message: string): SignInProblem {
  if (/unable to resolve user|failed to sign-in|not found/i.test(message)) {
    return {
      title: 'Payday does not know you yet',
      whatToDo:
        'You proved who you are, but the catalog has no entry for you. Ask the platform team to add you, then sign in again.',
      details: message,
    };
  }
  if (/rejected|denied|access_denied|popup/i.test(message)) {
    return {
      title: 'The sign-in was cancelled',
      whatToDo: 'Choose “Sign in” to start again.',
      details: message,
    };
  }
  if (/fetch|network|ECONNREFUSED|unreachable|timed? ?out/i.test(message)) {
    return {
      title: 'The identity provider did not answer',
      whatToDo:
        'Wait a moment and try again. If it stays like this, run “./payday status” on your own machine, or tell the platform team.',
      details: message,
    };
  }
  return {
    title: 'You could not be signed in',
    whatToDo:
      'Try again. If it stays like this, send the details below to the platform team.',
    details: message,
  };
}
