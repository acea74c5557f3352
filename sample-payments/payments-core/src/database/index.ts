export { createDataSource, dataSourceOptions, type DatabaseOptions, type DatabaseRole } from './dataSource.ts';
export * from './entities/index.ts';
export * from './errorCodes.ts';
export { inTransaction } from './inTransaction.ts';
export { migrate, type MigrateOptions } from './migrate.ts';
export { fromPg, fromTypeOrm, type Queryable } from './queryable.ts';
export { setRolePassword } from './rolePasswords.ts';
export { LOCK_TIMEOUT_MS, STATEMENT_TIMEOUT_MS } from './timeouts.ts';
