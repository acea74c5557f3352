import { Body, Controller, Req, Res } from '@nestjs/common';
import { ENDPOINTS, type ChangeSession, type DashboardSession, type SignIn } from '@payments/core/dashboard-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Serves } from '../../http/operation.ts';
import { SignedIn } from '../../http/request.ts';
import { unauthenticatedPerson } from '../access/refusals.ts';
import type { Session } from './Session.ts';
import { SessionCookie } from './SessionCookie.ts';
import { describeSession, SessionsService } from './SessionsService.ts';

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  @Serves(ENDPOINTS.signIn)
  async signIn(
    @Body() body: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardSession> {
    const formerToken = this.cookie.read(request.headers.cookie);
    const visitor = { address: request.ip, requestId: request.id, formerToken };
    const token = await this.sessions.signIn(body, visitor);
    const session = await this.sessions.find(token);
    if (!session) throw unauthenticatedPerson();
    reply.header('Set-Cookie', this.cookie.set(token));
    return describeSession(session);
  }

  @Serves(ENDPOINTS.readSession)
  read(@SignedIn() session: Session): DashboardSession {
    return describeSession(session);
  }

  @Serves(ENDPOINTS.changeSession)
  change(
    @SignedIn() session: Session,
    @Body() { live }: ChangeSession,
    @Req() request: FastifyRequest,
  ): Promise<DashboardSession> {
    return this.sessions.switchMode(session, live, request.id);
  }

  @Serves(ENDPOINTS.signOut)
  async signOut(
    @SignedIn() session: Session,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.signOut(session, request.id);
    reply.header('Set-Cookie', this.cookie.clear());
  }
}
