import { errorCode } from '@payments/core/database';

/** Shutdown, start-up, too many connections, canceled by timeout (PostgreSQL, appendix A) and the socket's own. */
const AWAY =
  /^(08...|57P0[123]|57014|53300|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;

/** node-postgres gives these without a code: a pool that waited in vain, and a connection that broke under a query. */
const WITHOUT_CODE =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|timeout expired|Driver not Connected/;

/** True when the database could not be asked: the same request may succeed a moment later. */
export function isDatabaseAway(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined && AWAY.test(code)) return true;
  return error instanceof Error && WITHOUT_CODE.test(error.message);
}
