export { ComponentGroup } from './ComponentGroup';
