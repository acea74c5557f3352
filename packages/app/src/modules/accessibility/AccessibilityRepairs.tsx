import { useEffect } from 'react';
import { repairs } from './repairs';

/** Applies the {@link repairs} whenever the page changes, at most once per frame. Draws nothing. */
export function AccessibilityRepairs() {
  useEffect(() => {
    let frame: number | undefined;
    const apply = () => {
      frame = undefined;
      repairs.forEach(repair => repair(document.body));
    };
    const observer = new MutationObserver(() => {
      frame ??= requestAnimationFrame(apply);
    });
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ['aria-controls', 'aria-expanded'],
    });
    apply();
    return () => {
      observer.disconnect();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, []);
  return null;
}
