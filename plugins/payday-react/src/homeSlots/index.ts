export {
  HomeSlotBlueprint,
  homeSlotDataRef,
  type HomeSlotId,
} from './HomeSlotBlueprint';
