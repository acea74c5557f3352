import { RiCheckLine, RiCloseLine, RiUserStarLine } from '@remixicon/react';
import type { AccessRow } from '@payday/plugin-access-common';
import styles from './Decision.module.css';

const looks = {
  allowed: { Icon: RiCheckLine, words: 'Allowed', color: styles.allowed },
  own: { Icon: RiUserStarLine, words: 'Only what I own', color: styles.own },
  denied: { Icon: RiCloseLine, words: 'Not allowed', color: styles.denied },
};

/** A decision as icon and words; the colour only repeats them. */
export function Decision({ decision }: { decision: AccessRow['decision'] }) {
  const { Icon, words, color } = looks[decision];
  return (
    <span className={`${styles.root} ${color}`}>
      <Icon size={18} aria-hidden="true" />
      {words}
    </span>
  );
}
