import type { ApiKey } from '@payments/core/contract';
import { useAnnounce } from '../components/announce.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { useRevokeApiKey } from './useApiKeys.ts';

/** Ends a key at once. */
export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const announce = useAnnounce();
  const revoke = useRevokeApiKey(apiKey.id);
  return (
    <FormDialog
      title={`Revoke ${apiKey.name}`}
      submitText="Revoke key"
      dismiss="Keep it"
      busyText="Revoking …"
      isDangerous
      change={revoke}
      onSubmit={() =>
        revoke.mutate(undefined, {
          onSuccess: () => {
            announce(`${apiKey.name} was revoked.`);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <p>From now on every request with this key is refused. This cannot be undone.</p>
    </FormDialog>
  );
}
