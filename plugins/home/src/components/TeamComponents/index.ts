export { TeamComponents } from './TeamComponents';
