export * from './Age';
export * from './EmptyState';
export * from './LoadingSkeleton';
export * from './Person';
export * from './ProblemAlert';
export * from './TimeSeriesChart';
