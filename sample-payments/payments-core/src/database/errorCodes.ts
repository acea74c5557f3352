/** SQLSTATE codes the product reacts to (PostgreSQL documentation, appendix A). */
export const UNIQUE_VIOLATION = '23505';
export const CHECK_VIOLATION = '23514';
export const FOREIGN_KEY_VIOLATION = '23503';
/** What `refuse_change` raises: an append-only row or a final status was touched. */
export const REFUSED_CHANGE = '23000';
export const INSUFFICIENT_PRIVILEGE = '42501';
export const LOCK_NOT_AVAILABLE = '55P03';
export const SERIALIZATION_FAILURE = '40001';
export const DEADLOCK_DETECTED = '40P01';

/** The SQLSTATE of an error of node-postgres, also when TypeORM wrapped it. */
export function errorCode(error: unknown): string | undefined {
  return property(error, 'code');
}

/** The constraint or unique index that refused the row. */
export function constraintName(error: unknown): string | undefined {
  return property(error, 'constraint');
}

/** TypeORM's QueryFailedError copies the driver's fields, but its `driverError` is the documented place. */
function property(error: unknown, name: 'code' | 'constraint'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const own: unknown = Reflect.get(error, name);
  if (typeof own === 'string') return own;
  return 'driverError' in error ? property(error.driverError, name) : undefined;
}
