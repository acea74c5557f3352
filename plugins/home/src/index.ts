export { homePlugin as default } from './plugin';
