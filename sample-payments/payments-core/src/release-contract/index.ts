export { breaksOf } from './breaksOf.ts';
export { readSchema, schemaContractSchema, type SchemaContract } from './schemaContract.ts';
