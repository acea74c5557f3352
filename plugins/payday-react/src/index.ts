export * from './components';
export * from './hooks';
export * from './homeSlots';
export * from './platform';
