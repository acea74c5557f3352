export { permissionModulePayday as default } from './module';
export { permissionTable } from './table';
