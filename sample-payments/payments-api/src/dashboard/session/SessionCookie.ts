import { parseCookie, stringifySetCookie } from 'cookie';

/** The session's cookie. With https the browser itself refuses one that another host or plain http set (`__Host-`). */
export class SessionCookie {
  readonly #isSecure: boolean;
  readonly #name: string;

  constructor(publicUrl: string) {
    this.#isSecure = publicUrl.startsWith('https:');
    this.#name = this.#isSecure ? '__Host-payments_session' : 'payments_session';
  }

  /** The token that a request's Cookie header carries. */
  read(header: string | undefined): string | undefined {
    return parseCookie(header ?? '')[this.#name];
  }

  /** `Set-Cookie` for a token. It ends with the browser; how long it counts is the database's matter. */
  set(token: string): string {
    return stringifySetCookie({ name: this.#name, value: token, ...this.#attributes });
  }

  /** `Set-Cookie` that takes it away. */
  clear(): string {
    return stringifySetCookie({ name: this.#name, value: '', maxAge: 0, ...this.#attributes });
  }

  get #attributes() {
    return { path: '/', httpOnly: true, sameSite: 'strict', secure: this.#isSecure } as const;
  }
}
