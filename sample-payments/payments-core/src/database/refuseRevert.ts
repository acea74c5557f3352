/**
 * The `down` of every migration. The schema only grows: going back means running the former code on the newer
 * schema, which the tests of each release prove to work. Dropping columns under data is never the way out.
 */
export async function refuseRevert(): Promise<void> {
  throw new Error('Migrations are not reverted. Deploy the former version of the code; it works on this schema.');
}
