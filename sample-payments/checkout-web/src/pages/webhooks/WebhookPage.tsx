import type { WebhookEndpoint } from '@payments/core/contract';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiProblem, messageOf } from '../api/problems.ts';
import { useAnnounce } from '../components/announce.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { Loaded } from '../components/Loaded.tsx';
import { Moment } from '../components/Moment.tsx';
import { Page } from '../components/Page.tsx';
import { Panel } from '../components/Panel.tsx';
import { SecretDialog } from '../components/SecretDialog.tsx';
import { Empty, NotAllowed } from '../components/states.tsx';
import { useMay } from '../session/useSession.ts';
import { DeliveriesPanel } from './DeliveriesPanel.tsx';
import { EnabledBadge } from './EnabledBadge.tsx';
import { useDeleteWebhook, useRotateSecret, useUpdateWebhook, useWebhook } from './useWebhooks.ts';

const ABOVE = <Link to="/webhooks">Webhooks</Link>;

/** One endpoint, its secret, and what was sent to it. */
export function WebhookPage() {
  const { endpointId = '' } = useParams();
  const mayRead = useMay('webhooks:read');
  const webhook = useWebhook(endpointId, mayRead);
  const isMissing = webhook.error instanceof ApiProblem && [400, 404].includes(webhook.error.status);
  if (webhook.data) return <Shown endpoint={webhook.data} />;
  return (
    <Page title="Endpoint" above={ABOVE}>
      <section className="panel">
        {!mayRead && <NotAllowed what="webhooks" isAlone />}
        {mayRead && isMissing && (
          <Empty
            title="This endpoint does not exist here"
            isAlone
            actions={
              <Link className="button" to="/webhooks">
                All endpoints
              </Link>
            }
          >
            It was removed, or belongs to the other mode.
          </Empty>
        )}
        {mayRead && !isMissing && (
          <Loaded query={webhook} what="the endpoint">
            {() => null}
          </Loaded>
        )}
      </section>
    </Page>
  );
}

type OpenDialog = 'rotate' | 'remove';

function Shown({ endpoint }: { endpoint: WebhookEndpoint }) {
  const mayWrite = useMay('webhooks:write');
  const [open, setOpen] = useState<OpenDialog>();
  const announce = useAnnounce();
  const update = useUpdateWebhook(endpoint.id);
  const close = () => setOpen(undefined);
  const switchTo = (enabled: boolean) =>
    update.mutate(
      { enabled },
      {
        onSuccess: () => announce(enabled ? 'The endpoint is on.' : 'The endpoint is off.'),
        onError: error => announce(messageOf(error)),
      },
    );
  const actions = mayWrite && (
    <>
      <button type="button" className="button" onClick={() => switchTo(!endpoint.enabled)}>
        {endpoint.enabled ? 'Turn off' : 'Turn on'}
      </button>
      <button type="button" className="button" onClick={() => setOpen('remove')}>
        Remove
      </button>
      <button type="button" className="button primary" onClick={() => setOpen('rotate')}>
        Rotate secret
      </button>
    </>
  );
  return (
    <Page title="Endpoint" above={ABOVE} about={endpoint.url} actions={actions}>
      <DeliveriesPanel endpointId={endpoint.id} />
      <Panel title="Details">
        <dl className="facts">
          <dt>State</dt>
          <dd>
            <EnabledBadge isEnabled={endpoint.enabled} />
          </dd>
          <dt>Added</dt>
          <dd>
            <Moment at={endpoint.created_at} />
          </dd>
          <dt>Events</dt>
          <dd>
            <ul className="tags">
              {endpoint.events.map(event => (
                <li key={event}>
                  <code>{event}</code>
                </li>
              ))}
            </ul>
          </dd>
          <dt>Id</dt>
          <dd>
            <code>{endpoint.id}</code>
          </dd>
        </dl>
      </Panel>
      {open === 'rotate' && <RotateDialog endpointId={endpoint.id} onClose={close} />}
      {open === 'remove' && <RemoveDialog endpoint={endpoint} onClose={close} />}
    </Page>
  );
}

function RotateDialog({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const rotate = useRotateSecret(endpointId);
  if (rotate.data) {
    return (
      <SecretDialog title="New signing secret" label="Signing secret" secret={rotate.data.secret} onClose={onClose}>
        <p>For a day messages carry both signatures, so that your server can change over in its own time.</p>
      </SecretDialog>
    );
  }
  return (
    <FormDialog
      title="Rotate signing secret"
      submitText="Rotate secret"
      busyText="Rotating …"
      change={rotate}
      onSubmit={() => rotate.mutate()}
      onClose={onClose}
    >
      <p>A new secret is made and shown once. The present one keeps signing beside it for a day.</p>
    </FormDialog>
  );
}

function RemoveDialog({ endpoint, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const remove = useDeleteWebhook(endpoint.id);
  return (
    <FormDialog
      title="Remove endpoint"
      submitText="Remove endpoint"
      dismiss="Keep it"
      busyText="Removing …"
      isDangerous
      change={remove}
      onSubmit={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            announce('The endpoint was removed.');
            void navigate('/webhooks');
          },
        })
      }
      onClose={onClose}
    >
      <p>
        Nothing more is sent to <code>{endpoint.url}</code>, and its log is gone. This cannot be undone.
      </p>
    </FormDialog>
  );
}
