import type { WebhookEndpoint } from '@payments/core/contract';
import { useState } from 'react';
import { Link } from 'react-router';
import { Icon } from '../components/Icon.tsx';
import { Loaded } from '../components/Loaded.tsx';
import { Moment } from '../components/Moment.tsx';
import { Page } from '../components/Page.tsx';
import { Panel } from '../components/Panel.tsx';
import { Empty, NotAllowed } from '../components/states.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { useMay } from '../session/useSession.ts';
import { AddWebhook } from './AddWebhook.tsx';
import { EnabledBadge } from './EnabledBadge.tsx';
import { useWebhooks } from './useWebhooks.ts';

/** Where a merchant's servers hear of events. */
export function WebhooksPage() {
  const mayRead = useMay('webhooks:read');
  const mayWrite = useMay('webhooks:write');
  const [isAdding, setIsAdding] = useState(false);
  const webhooks = useWebhooks(mayRead);
  const add = mayWrite && (
    <button type="button" className="button primary" onClick={() => setIsAdding(true)}>
      <Icon name="plus" />
      Add endpoint
    </button>
  );
  return (
    <Page title="Webhooks" about="Signed messages to your servers about every event." actions={add}>
      <Panel title="Endpoints" flush>
        {mayRead ? (
          <Loaded query={webhooks} what="the endpoints">
            {({ data }) =>
              data.length === 0 ? (
                <Empty title="No endpoint yet" icon="webhooks" actions={add}>
                  Add the address of your server, and it is told about each payment and refund.
                </Empty>
              ) : (
                <EndpointsTable endpoints={data} />
              )
            }
          </Loaded>
        ) : (
          <NotAllowed what="webhooks" />
        )}
      </Panel>
      {isAdding && <AddWebhook onClose={() => setIsAdding(false)} />}
    </Page>
  );
}

function EndpointsTable({ endpoints }: { endpoints: readonly WebhookEndpoint[] }) {
  return (
    <TableScroll label="List of endpoints">
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">State</th>
          <th scope="col">Events</th>
          <th scope="col">Added</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(endpoint => (
          <tr key={endpoint.id}>
            <td className="address">
              <Link to={`/webhooks/${endpoint.id}`}>{endpoint.url}</Link>
            </td>
            <td>
              <EnabledBadge isEnabled={endpoint.enabled} />
            </td>
            <td className="nowrap">
              {endpoint.events.length === 1 ? endpoint.events[0] : `${endpoint.events.length} kinds`}
            </td>
            <td>
              <Moment at={endpoint.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableScroll>
  );
}
