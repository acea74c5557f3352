/** One thing `payday doctor` looked at. A `fail` stops `payday up`; a `warn` stops something later or slows it. */
export interface Check {
  name: string;
  result: 'ok' | 'warn' | 'fail';
  found: string;
  /** What to do about it. */
  fix?: string;
}
