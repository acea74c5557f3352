export { writeEvent, type EventSubject } from './writeEvent.ts';
