export { kubernetesModulePayday as default } from './module';
