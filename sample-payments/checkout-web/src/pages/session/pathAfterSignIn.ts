/** Where to go after signing in: a path of these pages, never another site. */
export function pathAfterSignIn(search: URLSearchParams): string {
  const next = search.get('next') ?? '/';
  const here = 'http://here.invalid';
  const isPath = next.startsWith('/') && URL.canParse(next, here) && new URL(next, here).origin === here;
  return isPath ? next : '/';
}
