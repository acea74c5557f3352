/** Marks what a seed claims an acquirer did, so that the checker does not compare it with the acquirer's log. */
export const SEEDED_REFERENCE = 'seed_';
