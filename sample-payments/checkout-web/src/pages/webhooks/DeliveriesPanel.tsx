import { listDeliveriesSchema, type WebhookDelivery } from '@payments/core/contract';
import { Link, useSearchParams } from 'react-router';
import { messageOf } from '../api/problems.ts';
import { useAnnounce } from '../components/announce.tsx';
import type { Tone } from '../components/tone.ts';
import { Loaded } from '../components/Loaded.tsx';
import { Moment } from '../components/Moment.tsx';
import { Pager } from '../components/Pager.tsx';
import { Panel } from '../components/Panel.tsx';
import { cursorOf } from '../components/paging.ts';
import { Empty } from '../components/states.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { useMay } from '../session/useSession.ts';
import { describeAttempt } from './describeAttempt.ts';
import { useDeliveries, useResend } from './useWebhooks.ts';

type Status = WebhookDelivery['status'];

const STATES: Record<Status, { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting', tone: 'note' },
  delivered: { label: 'Delivered', tone: 'good' },
  dead: { label: 'Given up', tone: 'bad' },
};

/** What was sent to an endpoint, and what came back. */
export function DeliveriesPanel({ endpointId }: { endpointId: string }) {
  const [search, setSearch] = useSearchParams();
  const status = listDeliveriesSchema.shape.status.safeParse(search.get('status') ?? undefined).data;
  const deliveries = useDeliveries(endpointId, { status, ...cursorOf(search) }, true);
  return (
    <Panel
      title="Deliveries"
      flush
      aside={
        <label className="inline-choice">
          <span className="small quiet">Show</span>
          <select
            className="input"
            value={status ?? ''}
            onChange={event => setSearch(event.target.value ? { status: event.target.value } : {})}
          >
            <option value="">All</option>
            {(Object.keys(STATES) as Status[]).map(each => (
              <option key={each} value={each}>
                {STATES[each].label}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <Loaded query={deliveries} what="the deliveries">
        {page =>
          page.data.length === 0 ? (
            <Empty title={status ? 'No such delivery' : 'Nothing was sent yet'}>
              {status ? 'Show all deliveries instead.' : 'The next event of a payment or refund is sent here.'}
            </Empty>
          ) : (
            <>
              <DeliveriesTable endpointId={endpointId} deliveries={page.data} />
              <Pager page={page} name="deliveries" />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function DeliveriesTable({ endpointId, deliveries }: { endpointId: string; deliveries: readonly WebhookDelivery[] }) {
  const mayResend = useMay('webhooks:resend');
  const announce = useAnnounce();
  const resend = useResend(endpointId);
  const send = (delivery: WebhookDelivery) =>
    resend.mutate(delivery.id, {
      onSuccess: () => announce(`${delivery.event.type} is sent again.`),
      onError: error => announce(messageOf(error)),
    });
  return (
    <TableScroll label="Delivery log">
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">State</th>
          <th scope="col">About</th>
          <th scope="col">Attempts</th>
          <th scope="col">Created</th>
          {mayResend && (
            <th scope="col">
              <span className="hidden">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {deliveries.map(delivery => (
          <tr key={delivery.id} className={delivery.status === 'dead' ? 'dead-row' : undefined}>
            <td>
              <code className="nowrap">{delivery.event.type}</code>
            </td>
            <td>
              <span className={`badge ${STATES[delivery.status].tone}`}>{STATES[delivery.status].label}</span>
            </td>
            <td>
              <Subject data={delivery.event.data} />
            </td>
            <td>
              <Attempts delivery={delivery} />
            </td>
            <td>
              <Moment at={delivery.event.created_at} />
            </td>
            {mayResend && (
              <td className="end">
                <button
                  type="button"
                  className="button small"
                  aria-disabled={resend.isPending}
                  onClick={() => !resend.isPending && send(delivery)}
                >
                  Resend
                  <span className="hidden">
                    {' '}
                    {delivery.event.type} of {delivery.event.data.id}
                  </span>
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </TableScroll>
  );
}

function Subject({ data }: { data: WebhookDelivery['event']['data'] }) {
  const paymentId = 'payment' in data ? data.payment : data.id;
  return (
    <Link className="nowrap" to={`/payments/${paymentId}`}>
      {'payment' in data ? 'Refund' : 'Payment'} …{data.id.slice(-8)}
    </Link>
  );
}

function Attempts({ delivery: { attempts, next_attempt_at } }: { delivery: WebhookDelivery }) {
  const next = next_attempt_at && (
    <div className="small quiet nowrap">
      Next <Moment at={next_attempt_at} seconds />
    </div>
  );
  const last = attempts.at(-1);
  if (!last) return next || <span className="quiet">None yet</span>;
  return (
    <>
      <details className="attempts">
        <summary>
          {attempts.length} · {describeAttempt(last)}
        </summary>
        <ol>
          {attempts.map(attempt => (
            <li key={attempt.at} className="small">
              <Moment at={attempt.at} seconds /> · {describeAttempt(attempt)} · {attempt.duration_ms} ms
            </li>
          ))}
        </ol>
      </details>
      {next}
    </>
  );
}
