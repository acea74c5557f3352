export { Decision } from './Decision';
