import type { ApiKey } from '@payments/core/contract';
import { useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { Loaded } from '../components/Loaded.tsx';
import { Moment } from '../components/Moment.tsx';
import { Page } from '../components/Page.tsx';
import { Panel } from '../components/Panel.tsx';
import { Empty, NotAllowed } from '../components/states.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { useMay, useSession } from '../session/useSession.ts';
import { CreateKey } from './CreateKey.tsx';
import { RevokeKey } from './RevokeKey.tsx';
import { RollKey } from './RollKey.tsx';
import { useApiKeys } from './useApiKeys.ts';

type OpenDialog = { kind: 'create' } | { kind: 'roll' | 'revoke'; apiKey: ApiKey };

/** The keys of the merchant's servers. */
export function ApiKeysPage() {
  const { live } = useSession();
  const mayRead = useMay('api_keys:read');
  const mayWrite = useMay('api_keys:write');
  const keys = useApiKeys(mayRead);
  const [open, setOpen] = useState<OpenDialog>();
  const close = () => setOpen(undefined);
  const create = mayWrite && (
    <button type="button" className="button primary" onClick={() => setOpen({ kind: 'create' })}>
      <Icon name="plus" />
      Create key
    </button>
  );
  return (
    <Page
      title="API keys"
      about={`Keys for ${live ? 'live' : 'test'} mode. They belong on servers, never in pages or apps.`}
      actions={create}
    >
      <Panel title="Keys" flush>
        {mayRead ? (
          <Loaded query={keys} what="the keys">
            {({ data }) =>
              data.length === 0 ? (
                <Empty title="No key yet" icon="key" actions={create}>
                  Create one for each of your servers, with only the scopes that it needs.
                </Empty>
              ) : (
                <KeysTable
                  keys={data}
                  mayWrite={mayWrite}
                  onRoll={apiKey => setOpen({ kind: 'roll', apiKey })}
                  onRevoke={apiKey => setOpen({ kind: 'revoke', apiKey })}
                />
              )
            }
          </Loaded>
        ) : (
          <NotAllowed what="API keys" />
        )}
      </Panel>
      {open?.kind === 'create' && <CreateKey onClose={close} />}
      {open?.kind === 'roll' && <RollKey apiKey={open.apiKey} onClose={close} />}
      {open?.kind === 'revoke' && <RevokeKey apiKey={open.apiKey} onClose={close} />}
    </Page>
  );
}

interface KeysTableProps {
  keys: readonly ApiKey[];
  mayWrite: boolean;
  onRoll: (apiKey: ApiKey) => void;
  onRevoke: (apiKey: ApiKey) => void;
}

function KeysTable({ keys, mayWrite, onRoll, onRevoke }: KeysTableProps) {
  return (
    <TableScroll label="API keys">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Scopes</th>
          <th scope="col">Last used</th>
          <th scope="col">Created</th>
          {mayWrite && (
            <th scope="col">
              <span className="hidden">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {keys.map(apiKey => (
          <tr key={apiKey.id}>
            <td>
              <strong>{apiKey.name}</strong>
              {apiKey.expires_at && (
                <div className="small quiet">
                  Ends <Moment at={apiKey.expires_at} />
                </div>
              )}
            </td>
            <td>
              <ul className="tags">
                {apiKey.scopes.map(scope => (
                  <li key={scope}>
                    <code>{scope}</code>
                  </li>
                ))}
              </ul>
            </td>
            <td>{apiKey.last_used_at ? <Moment at={apiKey.last_used_at} /> : <span className="quiet">Never</span>}</td>
            <td>
              <Moment at={apiKey.created_at} />
            </td>
            {mayWrite && (
              <td className="end">
                <div className="row-actions">
                  {!apiKey.expires_at && (
                    <button type="button" className="button small" onClick={() => onRoll(apiKey)}>
                      Roll
                      <span className="hidden"> {apiKey.name}</span>
                    </button>
                  )}
                  <button type="button" className="button small" onClick={() => onRevoke(apiKey)}>
                    Revoke
                    <span className="hidden"> {apiKey.name}</span>
                  </button>
                </div>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </TableScroll>
  );
}
