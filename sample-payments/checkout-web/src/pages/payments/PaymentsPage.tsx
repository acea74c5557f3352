import { ENDPOINTS } from '@payments/core/dashboard-contract';
import { Link, useSearchParams } from 'react-router';
import { addressOf } from '../api/addressOf.ts';
import { Icon } from '../components/Icon.tsx';
import { Loaded } from '../components/Loaded.tsx';
import { Page } from '../components/Page.tsx';
import { Pager } from '../components/Pager.tsx';
import { Panel } from '../components/Panel.tsx';
import { cursorOf } from '../components/paging.ts';
import { Empty, NotAllowed } from '../components/states.tsx';
import { useMay } from '../session/useSession.ts';
import { ownTimeZone } from '../time/formatTime.ts';
import { FilterForm } from './FilterForm.tsx';
import { filtersOf, isNarrowed, toQuery } from './filters.ts';
import { PaymentsTable } from './PaymentsTable.tsx';
import { usePayments } from './usePayments.ts';

/** All payments of the mode, narrowed by what the address says. */
export function PaymentsPage() {
  const [search, setSearch] = useSearchParams();
  const mayRead = useMay('payments:read');
  const mayCreate = useMay('payments:create');
  const mayExport = useMay('payments:export');
  const filters = filtersOf(search);
  const { query, errors } = toQuery(filters);
  const payments = usePayments(mayRead && query ? { ...query, ...cursorOf(search) } : undefined);
  const exported = query && mayExport ? addressOf(ENDPOINTS.exportPayments.path, {}, query) : undefined;
  const create = mayCreate && (
    <Link className="button primary" to="/payments/new">
      <Icon name="plus" />
      New payment
    </Link>
  );
  if (!mayRead)
    return (
      <Page title="Payments">
        <section className="panel">
          <NotAllowed what="payments" isAlone />
        </section>
      </Page>
    );

  return (
    <Page title="Payments" about={`Times are in ${ownTimeZone()}.`} actions={create}>
      <FilterForm filters={filters} errors={errors} onApply={setSearch} />
      <Panel
        title={isNarrowed(filters) ? 'Matching payments' : 'All payments'}
        flush
        aside={
          exported && (
            <a className="button small" href={exported} download>
              <Icon name="download" />
              Export CSV
            </a>
          )
        }
      >
        <p className="hidden" role="status">
          {payments.data && !payments.isFetching && resultOf(payments.data.data.length)}
        </p>
        {query ? (
          <Loaded query={payments} what="payments" lines={10}>
            {page =>
              page.data.length === 0 ? (
                <NoPayments isFiltered={isNarrowed(filters)} create={create} />
              ) : (
                <div aria-busy={payments.isPlaceholderData}>
                  <PaymentsTable payments={page.data} />
                  <Pager page={page} name="payments" />
                </div>
              )
            }
          </Loaded>
        ) : (
          <Empty title="Nothing was looked up">Correct the filters that are marked above.</Empty>
        )}
      </Panel>
    </Page>
  );
}

function resultOf(count: number): string {
  return count === 1 ? '1 payment on this page' : `${count} payments on this page`;
}

function NoPayments({ isFiltered, create }: { isFiltered: boolean; create: React.ReactNode }) {
  if (!isFiltered) {
    return (
      <Empty title="No payments yet" actions={create}>
        Make a payment and send its checkout link to a customer, or create one through the API.
      </Empty>
    );
  }
  return (
    <Empty
      title="No payment matches"
      actions={
        <Link className="button" to="/payments">
          Clear the filters
        </Link>
      }
    >
      Widen the dates or remove a filter.
    </Empty>
  );
}
