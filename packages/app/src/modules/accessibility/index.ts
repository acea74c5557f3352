export { accessibilityModule } from './accessibilityModule';
