import { useSearchParams } from 'react-router-dom';
import { decisionFilters, type AccessFilter } from '../filterAreas';

/**
 * Filter and search as they stand in the address, so that a view can be sent to someone.
 * An unknown filter in the address counts as `all`.
 */
export function useAccessFilter(): [
  AccessFilter,
  (change: Partial<AccessFilter>) => void,
] {
  const [params, setParams] = useSearchParams();
  const shown = params.get('show');
  const filter: AccessFilter = {
    show: decisionFilters.find(known => known === shown) ?? 'all',
    search: params.get('q') ?? '',
  };

  const change = (wanted: Partial<AccessFilter>) =>
    setParams(
      current => {
        const next = { ...filter, ...wanted };
        setOrDelete(current, 'show', next.show === 'all' ? '' : next.show);
        setOrDelete(current, 'q', next.search);
        return current;
      },
      { replace: true },
    );

  return [filter, change];
}

function setOrDelete(params: URLSearchParams, name: string, value: string) {
  if (value) {
    params.set(name, value);
  } else {
    params.delete(name);
  }
}
