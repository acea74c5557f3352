import type { Overview } from '@payments/core/dashboard-contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ask } from '../api/ask.ts';
import { Icon } from '../components/Icon.tsx';
import { Loaded } from '../components/Loaded.tsx';
import { Page } from '../components/Page.tsx';
import { Empty, NotAllowed } from '../components/states.tsx';
import { useMay } from '../session/useSession.ts';
import { formatMoment, ownTimeZone } from '../time/formatTime.ts';
import { Balances } from './Balances.tsx';
import { Statuses } from './Statuses.tsx';
import { VolumePanel } from './VolumePanel.tsx';
import { Waiting } from './Waiting.tsx';

/** Today at a glance. */
export function HomePage() {
  const client = useQueryClient();
  const mayRead = useMay('overview:read');
  const overview = useQuery({
    queryKey: ['overview'],
    enabled: mayRead,
    queryFn: ({ signal }) => ask('overview', { query: { time_zone: ownTimeZone() }, signal }),
  });
  const refresh = () =>
    Promise.all(['overview', 'balances'].map(name => client.invalidateQueries({ queryKey: [name] })));
  const about = overview.data && `As of ${formatMoment(overview.data.as_of)}`;
  return (
    <Page
      title="Home"
      about={about}
      actions={
        mayRead && (
          <button type="button" className="button" onClick={() => void refresh()}>
            Refresh
          </button>
        )
      }
    >
      {mayRead ? (
        <Loaded query={overview} what="today’s figures" lines={9}>
          {data => <Shown overview={data} />}
        </Loaded>
      ) : (
        <section className="panel">
          <NotAllowed what="figures" isAlone />
        </section>
      )}
    </Page>
  );
}

function Shown({ overview }: { overview: Overview }) {
  return (
    <>
      {overview.volumes.length === 0 ? (
        <Quiet />
      ) : (
        <div className="volumes">
          {overview.volumes.map(volume => (
            <VolumePanel key={volume.currency} volume={volume} />
          ))}
        </div>
      )}
      <div className="tiles">
        <Waiting waiting={overview.waiting} />
        <Statuses overview={overview} />
        <Balances />
      </div>
    </>
  );
}

function Quiet() {
  const mayCreate = useMay('payments:create');
  return (
    <section className="panel">
      <Empty
        title="No money was taken today or yesterday"
        icon="payments"
        isAlone
        actions={
          mayCreate && (
            <Link className="button primary" to="/payments/new">
              <Icon name="plus" />
              New payment
            </Link>
          )
        }
      >
        What you take shows here by the hour, next to the day before.
      </Empty>
    </section>
  );
}
