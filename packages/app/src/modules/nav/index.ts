export { navModule } from './navModule';
export { PaydayMark } from './PaydayMark';
