const sentences: Record<string, string> = {
  NotAllowedError:
    'You are not allowed to see this. The page “What I may do” says who is.',
  AuthenticationError:
    'Your sign-in has ended. Reload the page to sign in again.',
  NotFoundError: 'It does not exist, or not any more.',
  ServiceUnavailableError:
    'A part of Payday is not ready yet. Try again in a moment.',
  ZodError:
    'The answer was not in the expected form, so it is not shown. The page and the backend may be of different versions: reload the page.',
};

/** One sentence for a person: what an error means and what to do about it. */
export function explainProblem(problem: Error): string {
  const known = sentences[causeName(problem)];
  if (known) return known;
  if (problem instanceof TypeError && /fetch|network/i.test(problem.message)) {
    return 'Payday did not answer. Check that it runs (./payday status), then try again.';
  }
  return 'This is not your fault. Try again; if it stays like this, send the details to the platform team.';
}

/** A `ResponseError` carries the server's error as its cause, which says more than its own name. */
function causeName(problem: Error): string {
  const { cause } = problem;
  return problem.name === 'ResponseError' && cause instanceof Error
    ? cause.name
    : problem.name;
}
