import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import type { AccessArea } from '@payday/plugin-access-common';
import { describeGrants, environmentTitles } from '../../roleTitles';
import { Decision } from '../Decision';
import styles from './AccessTable.module.css';

/** The actions of one area. On a narrow screen each row becomes a block. */
export function AccessTable({ area }: { area: AccessArea }) {
  return (
    <TableRoot aria-label={area.title} className={styles.table}>
      <TableHeader>
        <Column isRowHeader className={styles.action}>
          Action
        </Column>
        <Column className={styles.where}>Where</Column>
        <Column className={styles.decision}>May I?</Column>
        <Column className={styles.reason}>Why</Column>
        <Column className={styles.who}>Who may</Column>
      </TableHeader>
      <TableBody>
        {area.rows.map(row => (
          <Row key={row.id} id={row.id}>
            <Cell className={styles.action}>
              <Text as="span" variant="body-medium" weight="bold">
                {row.action}
              </Text>
            </Cell>
            <Cell className={styles.where} data-label="Where:">
              {environmentTitles[row.environment]}
            </Cell>
            <Cell className={styles.decision} data-label="May I?">
              <Decision decision={row.decision} />
            </Cell>
            <Cell className={styles.reason} data-label="Why:">
              {row.reason}
            </Cell>
            <Cell className={styles.who} data-label="Who may:">
              {describeGrants(row.grantedTo)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </TableRoot>
  );
}
