import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { Loaded } from '../components/Loaded.tsx';
import { Money } from '../components/Money.tsx';
import { Panel } from '../components/Panel.tsx';
import { NotAllowed } from '../components/states.tsx';
import { useMay } from '../session/useSession.ts';

/** What the merchant has with us, by currency. */
export function Balances() {
  const mayRead = useMay('balances:read');
  const balances = useQuery({
    queryKey: ['balances'],
    enabled: mayRead,
    queryFn: ({ signal }) => ask('listBalances', { signal }),
  });
  return (
    <Panel title="Balances" flush>
      {mayRead ? (
        <Loaded query={balances} what="the balances" lines={3}>
          {({ data }) =>
            data.length === 0 ? (
              <p className="panel-body quiet">Nothing yet. What you take is added here.</p>
            ) : (
              <ul className="lines panel-body">
                {data.map(({ currency, available, pending }) => (
                  <li key={currency}>
                    <div className="line">
                      <strong>{currency}</strong>
                      <strong>
                        <Money amount={available} currency={currency} />
                      </strong>
                    </div>
                    <div className="line small quiet">
                      <span>Not settled yet</span>
                      <Money amount={pending} currency={currency} />
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      ) : (
        <NotAllowed what="balances" />
      )}
    </Panel>
  );
}
