export { BuildNotice } from './BuildNotice';
