export { ComponentRow } from './ComponentRow';
