/** Address of the portal that the journeys walk through. */
export const portalUrl =
  process.env.PAYDAY_PORTAL_URL ?? 'http://localhost:7007';
