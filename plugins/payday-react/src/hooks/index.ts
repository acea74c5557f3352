export { useLoad, type Load } from './useLoad';
export { useNow } from './useNow';
