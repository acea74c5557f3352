import type { ApiKey } from '@payments/core/contract';
import { useAnnounce } from '../components/announce.tsx';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { useRevokeApiKey } from './useApiKeys.ts';

/** Ends a key at once. */
export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const announce = useAnnounce();
  const revoke = useRevokeApiKey(apiKey.id);
  return (
    <ConfirmDialog
      title={`Revoke ${apiKey.name}`}
      confirm="Revoke key"
      dismiss="Keep it"
      busyText="Revoking …"
      isDangerous
      change={revoke}
      onConfirm={() =>
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
    </ConfirmDialog>
  );
}
