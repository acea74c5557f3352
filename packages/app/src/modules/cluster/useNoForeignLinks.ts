import { useEffect, type RefObject } from 'react';

/**
 * Makes plain text of the links that the Argo CD plugin draws to Argo CD's own page although it was told no address
 * of one: they would lead to “undefined/applications/…”. Does nothing where there is such a page.
 */
export function useNoForeignLinks(
  container: RefObject<HTMLElement>,
  hasOwnPage: boolean,
): void {
  useEffect(() => {
    const element = container.current;
    if (!element || hasOwnPage) return undefined;
    const unlink = () =>
      element
        .querySelectorAll('a[href^="undefined/"]')
        .forEach(link => link.removeAttribute('href'));
    unlink();
    const observer = new MutationObserver(unlink);
    observer.observe(element, {
      childList: true,
      subtree: true,
      attributeFilter: ['href'],
    });
    return () => observer.disconnect();
  });
}
