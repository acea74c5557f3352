/** Injection tokens of what has no class of our own. */
export const SETTINGS = Symbol('settings');
export const LOGGER = Symbol('logger');
