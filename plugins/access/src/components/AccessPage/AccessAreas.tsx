import {
  Button,
  Card,
  CardBody,
  CardHeader,
  SearchField,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { AccessArea } from '@payday/plugin-access-common';
import { EmptyState } from '@payday/plugin-payday-react';
import {
  decisionFilters,
  filterAreas,
  type DecisionFilter,
} from '../../filterAreas';
import { useAccessFilter } from '../../hooks/useAccessFilter';
import { AccessTable } from '../AccessTable';
import styles from './AccessPage.module.css';

const filterTitles: Record<DecisionFilter, string> = {
  all: 'All',
  allowed: 'Allowed',
  denied: 'Not allowed',
};

/** The table of rights, area by area, with filter and search. */
export function AccessAreas({ areas }: { areas: AccessArea[] }) {
  const [filter, changeFilter] = useAccessFilter();
  const shown = filterAreas(areas, filter);
  const count = shown.reduce((sum, area) => sum + area.rows.length, 0);

  return (
    <>
      <div className={styles.filters} role="search" aria-label="Actions">
        <ToggleButtonGroup
          aria-label="Show"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[filter.show]}
          onSelectionChange={keys =>
            changeFilter({ show: decisionFilters.find(key => keys.has(key)) })
          }
        >
          {decisionFilters.map(key => (
            <ToggleButton key={key} id={key}>
              {filterTitles[key]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <SearchField
          className={styles.search}
          aria-label="Search actions"
          placeholder="Search actions"
          value={filter.search}
          onChange={search => changeFilter({ search })}
        />
        <Text as="p" variant="body-small" color="secondary" aria-live="polite">
          {count === 1 ? '1 action' : `${count} actions`}
        </Text>
      </div>
      {shown.length === 0 && (
        <EmptyState
          title="No action matches"
          hint="Search for other words, or show all actions."
          action={
            <Button
              variant="secondary"
              size="small"
              onPress={() => changeFilter({ show: 'all', search: '' })}
            >
              Show all actions
            </Button>
          }
        />
      )}
      {shown.map(area => (
        <Card key={area.id}>
          <CardHeader>
            <Text as="h2" variant="title-x-small" weight="bold">
              {area.title}
            </Text>
          </CardHeader>
          <CardBody>
            <AccessTable area={area} />
          </CardBody>
        </Card>
      ))}
    </>
  );
}
