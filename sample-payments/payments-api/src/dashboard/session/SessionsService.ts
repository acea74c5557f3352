import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { writeAudit } from '@payments/core/audit';
import { hashPassword, hashSessionToken, makeSessionToken, verifyPassword } from '@payments/core/dashboard-access';
import { ROLE_ACTIONS, type DashboardSession, type SignIn } from '@payments/core/dashboard-contract';
import { publicId } from '@payments/core/identifiers';
import { ProblemError, tooManyRequests } from '../../http/problem.ts';
import { Database } from '../../platform/Database.ts';
import { RateLimiter } from '../../rate-limit/RateLimiter.ts';
import { callerOf, type Session } from './Session.ts';
import { SessionsRepository, type UserRow } from './SessionsRepository.ts';
import { triesOf, type Try } from './tries.ts';

/** Who asks to be signed in. */
export interface Visitor {
  address: string;
  requestId: string;
  /** The token of the session that they had. */
  formerToken: string | undefined;
}

/** Lets people in and out of the dashboard. */
@Injectable()
export class SessionsService {
  /** Costs as much to compare with as a real one, and nobody knows its password. */
  readonly #nobody = hashPassword(randomBytes(32).toString('base64'));

  constructor(
    private readonly repository: SessionsRepository,
    private readonly limiter: RateLimiter,
    private readonly database: Database,
  ) {}

  /**
   * Begins a session.
   * @returns its token, for the cookie alone
   * @throws ProblemError 401, the same after the same time whether the e-mail or the password is wrong; 429
   */
  async signIn({ email, password }: SignIn, visitor: Visitor): Promise<string> {
    const tries = triesOf(email, visitor.address);
    await this.#slowDown(tries);
    const user = await this.repository.findUser(email);
    const isRight = await verifyPassword(password, user?.passwordHash ?? (await this.#nobody));
    if (!user || !isRight) {
      await this.#noteRefusal(user, visitor);
      throw wrongCredentials();
    }
    // Only wrong tries count, or an office that comes in together would wait.
    await Promise.all(tries.map(({ key, pace }) => this.limiter.giveBack(key, pace)));
    const { token, hash } = makeSessionToken();
    const { formerToken, requestId } = visitor;
    await this.database.transaction(async database => {
      const former = formerToken === undefined ? undefined : hashSessionToken(formerToken);
      await this.repository.begin(database, user.id, hash, former);
      const subject = publicId('user', user.id);
      const person = { merchantId: user.merchantId, actor: `user:${user.id}` };
      await writeAudit(database, person, { action: 'session.began', subject, requestId });
    });
    return token;
  }

  /** The session of a cookie's token, while it lasts. */
  async find(token: string): Promise<Session | undefined> {
    return this.repository.find(hashSessionToken(token));
  }

  async switchMode(session: Session, live: boolean, requestId: string): Promise<DashboardSession> {
    const switched = { ...session, live };
    if (live === session.live) return describeSession(switched);
    await this.database.transaction(async database => {
      await this.repository.switchMode(database, session.tokenHash, live);
      const subject = publicId('user', session.userId);
      const entry = { action: 'session.switched', subject, requestId, before: { live: session.live }, after: { live } };
      await writeAudit(database, callerOf(session), entry);
    });
    return describeSession(switched);
  }

  async signOut(session: Session, requestId: string): Promise<void> {
    await this.database.transaction(async database => {
      await this.repository.end(database, session.tokenHash);
      const subject = publicId('user', session.userId);
      await writeAudit(database, callerOf(session), { action: 'session.ended', subject, requestId });
    });
  }

  /** Taken before the password is looked at, so that many tries at once count as well. */
  async #slowDown(tries: readonly Try[]): Promise<void> {
    const waits = await Promise.all(tries.map(({ key, pace }) => this.limiter.take(key, pace)));
    const waitSeconds = Math.max(...waits);
    if (waitSeconds > 0) throw tooManyRequests(waitSeconds);
  }

  /** Also for an e-mail that nobody has, or the time would tell. What was typed is not kept: it may be a password. */
  async #noteRefusal(user: UserRow | undefined, { address, requestId }: Visitor): Promise<void> {
    const subject = user ? publicId('user', user.id) : 'nobody';
    const nobody = { merchantId: user?.merchantId ?? null, actor: 'system:payments-api' };
    await writeAudit(this.database, nobody, { action: 'session.refused', subject, requestId, after: { address } });
  }
}

/** `DashboardSession` of the contract. */
export function describeSession(session: Session): DashboardSession {
  return {
    user: { id: publicId('user', session.userId), email: session.email, display_name: session.displayName },
    merchant: { id: publicId('merchant', session.merchantId), name: session.merchantName },
    role: session.role,
    actions: [...ROLE_ACTIONS[session.role]],
    live: session.live,
    expires_at: session.expiresAt.toISOString(),
    ends_at: session.endsAt.toISOString(),
  };
}

function wrongCredentials(): ProblemError {
  const message = 'This e-mail and password do not belong together.';
  return new ProblemError(401, { type: 'authentication_error', code: 'credentials_wrong', message });
}
