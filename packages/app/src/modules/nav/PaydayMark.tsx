import styles from './PaydayMark.module.css';

/** Payday's mark: a P whose bowl is a rising bar. Decoration; the name stands next to it. */
export function PaydayMark({ size = 28 }: { size?: number }) {
  return (
    <svg
      className={styles.mark}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={styles.tile} width="32" height="32" rx="8" />
      <path
        className={styles.letter}
        d="M9 25V8h8.2a5.8 5.8 0 0 1 0 11.6H13V25Z M13 11.8v4h3.8a2 2 0 0 0 0-4Z"
        fillRule="evenodd"
      />
      <path className={styles.letter} d="M19 25v-2.4h4V25Z" />
    </svg>
  );
}
