import { Fragment, type ReactNode } from 'react';
import { Container, Grid } from '@backstage/ui';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { EmptyState, type HomeSlotId } from '@payday/plugin-payday-react';
import { explainEmptySlot, homeSlots } from '../../slots';
import { Greeting } from '../Greeting';
import { HomeCard } from '../HomeCard';
import { QuickLinks } from '../QuickLinks';
import { TeamComponents } from '../TeamComponents';
import styles from './HomePage.module.css';

/** An element that another plugin put into a place of this page. */
export type HomeFilling = {
  slot: HomeSlotId;
  extensionId: string;
  element: ReactNode;
};

/** Who you are, what waits for you, and the ways on. */
export function HomePage({ fillings }: { fillings: HomeFilling[] }) {
  const cluster = useApi(configApiRef).getOptionalString('payday.cluster');

  return (
    <Container className={styles.page}>
      <Greeting />
      {fillings
        .filter(({ slot }) => slot === 'notice')
        .map(({ extensionId, element }) => (
          <Fragment key={extensionId}>{element}</Fragment>
        ))}
      <QuickLinks />
      <Grid.Root columns={{ initial: '1', md: '2' }} gap="4">
        {homeSlots.map(slot => {
          const filled = fillings.filter(filling => filling.slot === slot.id);
          return (
            <HomeCard key={slot.id} title={slot.title}>
              {filled.length === 0 && (
                <EmptyState {...explainEmptySlot(slot, cluster)} />
              )}
              {filled.map(({ extensionId, element }) => (
                <div key={extensionId}>{element}</div>
              ))}
            </HomeCard>
          );
        })}
      </Grid.Root>
      <TeamComponents />
    </Container>
  );
}
