import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';

/** gRPC's codes for “not found” and “permission denied”, as Argo CD's API passes them on. */
const missingCodes = [5, 7];

/** As much of an application as decides what can be shown of it. */
const applicationSchema = z.object({
  status: z.object({ history: z.array(z.unknown()).optional() }).optional(),
});

/** Whether Argo CD shows an application, and whether it has ever deployed it. */
export type FoundApplication = 'missing' | 'never-deployed' | 'deployed';

/**
 * Asks Argo CD, through the portal, whether it shows an application. It answers “permission denied” for one that
 * does not exist, so that names cannot be guessed, which the portal's own refusal has to be told apart from.
 * @throws ResponseError when the portal or Argo CD answers anything else, ZodError when it is no application
 */
export async function findApplication(
  fetchApi: FetchApi,
  name: string,
): Promise<FoundApplication> {
  const response = await fetchApi.fetch(
    `plugin://proxy/argocd/api/applications/${encodeURIComponent(name)}`,
  );
  if (response.ok) {
    const { status } = applicationSchema.parse(await response.json());
    return status?.history?.length ? 'deployed' : 'never-deployed';
  }
  const answer = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (missingCodes.includes(answer?.code)) return 'missing';
  throw await ResponseError.fromResponse(response);
}
