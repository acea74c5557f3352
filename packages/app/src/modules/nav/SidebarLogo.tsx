import { useSidebarOpenState } from '@backstage/core-components';
import { Link } from '@backstage/ui';
import { PaydayMark } from './PaydayMark';
import styles from './SidebarLogo.module.css';

/** The way home from everywhere: the mark, with the name while the sidebar is open. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link href="/" className={styles.link} aria-label="Payday, home" standalone>
      <PaydayMark />
      {isOpen && <span className={styles.name}>Payday</span>}
    </Link>
  );
}
