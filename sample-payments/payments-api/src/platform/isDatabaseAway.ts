import { errorCode } from '@payments/core/database';

/** Shutdown, start-up, too many connections, canceled by timeout (PostgreSQL, appendix A) and the socket's own. */
const AWAY =
  /^(08...|57P0[123]|57014|53300|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;

/**
 * Without a code: node-postgres' pool that waited in vain, a connection that broke under a query, and TypeORM's runner
 * that let go of a connection which broke between two queries of a transaction.
 */
const WITHOUT_CODE =
  /[Qq]uery runner (was )?already released|timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|timeout expired|Driver not Connected/;

/** True when the database could not be asked: the same request may succeed a moment later. */
export function isDatabaseAway(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined && AWAY.test(code)) return true;
  return error instanceof Error && WITHOUT_CODE.test(error.message);
}
