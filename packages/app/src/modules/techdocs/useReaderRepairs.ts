import { useEffect } from 'react';
import { useShadowRootElements } from '@backstage/plugin-techdocs-react';

/**
 * Corrects a page of documentation once it is in the reader:
 * - MkDocs writes whole pages, with a `<main>` and a `<footer>` of their own. Inside the portal's page
 *   they are neither, so they become plain boxes. A heading cell without words heads nothing.
 * - The reader shows a page when all its style sheets are loaded. Fonts of Google, which MkDocs asks for
 *   by default, never are: the content security policy blocks them. They count as loaded.
 * - Links in a text are underlined: colour alone does not tell them from the words around them.
 */
export function useReaderRepairs() {
  const landmarks = useShadowRootElements(['main', 'footer']);
  const headers = useShadowRootElements(['th']);
  const heads = useShadowRootElements(['head']);
  const styles = useShadowRootElements<HTMLLinkElement>([
    'link[rel="stylesheet"]',
  ]);

  useEffect(() => landmarks.forEach(replaceByBox), [landmarks]);
  useEffect(() => {
    headers
      .filter(header => !header.textContent?.trim())
      .forEach(header => header.setAttribute('role', 'cell'));
  }, [headers]);
  useEffect(() => heads.forEach(underlineLinks), [heads]);
  useEffect(() => {
    styles
      .filter(({ href }) => isForeign(href, window.location.origin))
      .forEach(countAsLoaded);
  }, [styles]);
}

/** Keeps classes, attributes and content, so that styles and scripts still find the element. */
export function replaceByBox(element: Element) {
  const box = element.ownerDocument.createElement('div');
  for (const { name, value } of Array.from(element.attributes)) {
    box.setAttribute(name, value);
  }
  box.append(...element.childNodes);
  element.replaceWith(box);
}

/** Whether an address is on another server than the portal. */
export function isForeign(address: string, origin: string): boolean {
  return new URL(address, origin).origin !== origin;
}

function underlineLinks(head: Element) {
  const id = 'payday-underlined-links';
  if (head.querySelector(`#${id}`)) return;
  const style = head.ownerDocument.createElement('style');
  style.id = id;
  style.textContent =
    '.md-typeset :is(p, li) > a { text-decoration: underline; }';
  head.append(style);
}

const counted = new WeakSet<Element>();

function countAsLoaded(style: HTMLLinkElement) {
  if (counted.has(style)) return;
  counted.add(style);
  style.dispatchEvent(new Event('load'));
}
