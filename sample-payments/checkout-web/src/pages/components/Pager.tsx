import { Link, useSearchParams } from 'react-router';
import { Icon } from './Icon.tsx';
import { neighboursOf } from './paging.ts';

/** Links to the neighbouring pages of a list. `name` tells it from other lists. */
export function Pager({ page, name }: { page: Parameters<typeof neighboursOf>[1]; name: string }) {
  const [search] = useSearchParams();
  const { previous, next } = neighboursOf(search, page);
  if (!previous && !next) return null;
  return (
    <nav className="pager" aria-label={`Pages of ${name}`}>
      <span className="quiet small">{page.data.length} on this page</span>
      <div className="actions">
        {previous && (
          <Link className="button small" to={previous}>
            <Icon name="previous" />
            Previous
          </Link>
        )}
        {next && (
          <Link className="button small" to={next}>
            Next
            <Icon name="next" />
          </Link>
        )}
      </div>
    </nav>
  );
}
