export { writeAudit, type AuditEntry } from './writeAudit.ts';
