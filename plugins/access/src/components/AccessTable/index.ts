export { AccessTable } from './AccessTable';
