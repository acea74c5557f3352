export { Age, type AgeProps } from './Age';
export { formatAge } from './formatAge';
