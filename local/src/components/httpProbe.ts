/** True when a GET of this address answers with 2xx within 3 s. Never throws. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(3_000),
      redirect: 'manual',
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
