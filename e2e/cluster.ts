/** Which cluster the portal that the journeys walk through has. */
export const cluster =
  process.env.PAYDAY_CLUSTER === 'embedded' ? 'embedded' : 'none';
