import { explainSignInError } from './signInProblem';

describe('explainSignInError', () => {
  it.each([
    [
      'Failed to sign-in, unable to resolve user identity',
      /does not know you/,
      /platform team to add you/,
    ],
    ['Login failed, popup was closed', /cancelled/, /Sign in/],
    ['access_denied', /cancelled/, /Sign in/],
    [
      'Auth refresh request failed, TypeError: Failed to fetch',
      /did not answer/,
      /payday status/,
    ],
    ['something new', /could not be signed in/, /details below/],
  ])('%s: says what happened and what to do', (message, title, whatToDo) => {
    const problem = explainSignInError(message);
    expect(problem.title).toMatch(title);
    expect(problem.whatToDo).toMatch(whatToDo);
    expect(problem.details).toBe(message);
  });
});
