import { useEffect, useState, type ReactNode } from 'react';
import { useContent } from '@backstage/core-components';
import styles from './MainLandmark.module.css';

/**
 * The content of the page as its main landmark, and the target of “Skip to content”.
 * Older plugins bring a `<main>` of their own; two would confuse, so theirs stands then.
 */
export function MainLandmark({ children }: { children: ReactNode }) {
  const { contentRef } = useContent();
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
      ref={div => {
        setElement(div);
        if (contentRef) contentRef.current = div;
      }}
      role={hasOwnMain ? undefined : 'main'}
      tabIndex={-1}
      className={styles.root}
    >
      {children}
    </div>
  );
}
