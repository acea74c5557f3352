export { ComponentState } from './ComponentState';
