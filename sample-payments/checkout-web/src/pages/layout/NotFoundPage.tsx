import { Link } from 'react-router';
import { Empty } from '../components/states.tsx';
import { Page } from '../components/Page.tsx';

/** An address that is none of ours. */
export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <section className="panel">
        <Empty
          title="There is nothing at this address"
          isAlone
          actions={
            <Link className="button" to="/">
              Go to Home
            </Link>
          }
        >
          The link may be old, or mistyped.
        </Empty>
      </section>
    </Page>
  );
}
