export * from './permissions';
export * from './platformStatus';
