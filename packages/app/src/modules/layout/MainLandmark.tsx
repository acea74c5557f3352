import { useEffect, useState, type ReactNode } from 'react';
import styles from './MainLandmark.module.css';

const contentId = 'content';

/** The first stop of the Tab key: leads past the menu. Seen only while it has the focus. */
export function SkipLink() {
  return (
    <a href={`#${contentId}`} className={styles.skip}>
      Skip to content
    </a>
  );
}

/**
 * The content of the page as its main landmark, and the target of {@link SkipLink}.
 * Older plugins bring a `<main>` of their own; two would confuse, so theirs stands then.
 */
export function MainLandmark({ children }: { children: ReactNode }) {
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const [hasOwnMain, setHasOwnMain] = useState(false);

  useEffect(() => {
    if (!element) return undefined;
    const look = () => setHasOwnMain(element.querySelector('main') !== null);
    look();
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [element]);

  return (
    <div
      ref={setElement}
      id={contentId}
      role={hasOwnMain ? undefined : 'main'}
      tabIndex={-1}
      className={styles.root}
    >
      {children}
    </div>
  );
}
