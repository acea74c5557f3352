/** What a browser does for a sign-in: keeps cookies by path, follows redirects one by one, sends forms with an origin. */
export class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  /** Loads an address without following a redirect. */
  async get(url: string | URL, headers: Record<string, string> = {}) {
    return this.#send(url, { headers: { accept: 'text/html', ...headers } });
  }

  /** Sends a form the way a page of the same origin would. */
  async post(
    url: string | URL,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ) {
    return this.#send(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: {
        accept: 'text/html',
        origin: new URL(url).origin,
        ...headers,
      },
    });
  }

  /** Follows redirects for as long as they stay on the origin of the first address. */
  async follow(url: string | URL) {
    const { origin } = new URL(url);
    let here = new URL(url);
    let response = await this.get(here);
    for (;;) {
      const location = response.headers.get('location');
      if (!location) return { response, url: here };
      here = new URL(location, here);
      if (here.origin !== origin) return { response, url: here };
      response = await this.get(here);
    }
  }

  /** Forgets everything, like a private window. */
  forget() {
    this.#cookies.clear();
  }

  async #send(url: string | URL, init: RequestInit) {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string>),
        cookie,
        connection: 'close',
      },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string) {
    const [pair, ...attributes] = line.split(/;\s*/);
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const path =
      attributes.find(text => /^path=/i.test(text))?.slice('path='.length) ??
      '/';
    const expires = attributes.find(text => /^expires=/i.test(text));
    const isGone =
      value === '' ||
      (expires && Date.parse(expires.slice('expires='.length)) < Date.now());
    if (isGone) this.#cookies.delete(`${name} ${path}`);
    else this.#cookies.set(`${name} ${path}`, { value, path });
  }
}
