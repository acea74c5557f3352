/** Corrects one thing below an element. Running it twice changes nothing more. */
export type Repair = (root: ParentNode) => void;

/** Columns are announced as draggable buttons inside sort buttons, but cannot be dragged (material-table). */
export const removeIdleDragHandles: Repair = root =>
  root
    .querySelectorAll('th [data-rbd-drag-handle-draggable-id][role]')
    .forEach(handle => {
      ['role', 'tabindex', 'aria-describedby'].forEach(name =>
        handle.removeAttribute(name),
      );
    });

/** A heading cell without words heads nothing (the notifications table). */
export const demoteEmptyTableHeaders: Repair = root =>
  root.querySelectorAll('th:not([role])').forEach(header => {
    const hasName = header.querySelector('input, button, svg, [aria-label]');
    if (!hasName && isBlank(header)) header.setAttribute('role', 'cell');
  });

/** Tabs that are links to pages have no panel in this document (BUI's `PluginHeader`). */
export const removeDanglingControls: Repair = root =>
  root.querySelectorAll('[role="tab"][aria-controls]').forEach(tab => {
    const id = tab.getAttribute('aria-controls') ?? '';
    if (!tab.ownerDocument.getElementById(id)) {
      tab.removeAttribute('aria-controls');
    }
  });

/** Search results are list items without a list. */
export const demoteStrayListItems: Repair = root =>
  root.querySelectorAll('li:not([role])').forEach(item => {
    if (!item.closest('ul, ol, menu, [role="list"]')) {
      item.setAttribute('role', 'none');
    }
  });

/** Progress circles and bars say that they turn, but not what that means. */
export const nameProgressBars: Repair = root =>
  root
    .querySelectorAll(
      '[role="progressbar"]:not([aria-label]):not([aria-labelledby])',
    )
    .forEach(bar => bar.setAttribute('aria-label', 'Loading'));

/** On a narrow screen the menu is one of two navigations on the page, and the nameless one. */
export const nameMobileMenu: Repair = root =>
  root
    .querySelectorAll('nav.MuiBottomNavigation-root:not([aria-label])')
    .forEach(menu => menu.setAttribute('aria-label', 'Main menu'));

/** Dialogs carry their name on the frame around them, where nobody hears it (the search box). */
export const nameDialogs: Repair = root =>
  root
    .querySelectorAll('.MuiDialog-root[role="presentation"][aria-label]')
    .forEach(frame => {
      const dialog = frame.querySelector('[role="dialog"]');
      const name = frame.getAttribute('aria-label');
      if (!dialog || !name) return;
      dialog.setAttribute('aria-label', name);
      dialog.setAttribute('aria-modal', 'true');
      frame.removeAttribute('aria-label');
      frame.removeAttribute('aria-modal');
    });

/** Menus open at the end of the document, outside every landmark (Material UI). */
export const placeMenus: Repair = root =>
  root
    .querySelectorAll('.MuiPopover-root[role="presentation"]')
    .forEach(popover => {
      popover.setAttribute('role', 'region');
      popover.setAttribute('aria-label', 'Menu');
    });

/** Drawers are dialogs without saying so, with a cross that has no name (the menu of a narrow screen). */
export const nameDrawers: Repair = root =>
  root
    .querySelectorAll('.MuiDrawer-modal .MuiDrawer-paper:not([role])')
    .forEach(drawer => {
      const title = drawer.querySelector(headings)?.textContent?.trim();
      drawer.setAttribute('role', 'dialog');
      drawer.setAttribute('aria-modal', 'true');
      drawer.setAttribute('aria-label', title || 'More');
      drawer.querySelectorAll('button:not([aria-label])').forEach(button => {
        if (isBlank(button)) button.setAttribute('aria-label', 'Close');
      });
    });

/**
 * Rows that unfold are buttons around a button of their own, which neither keyboard nor screen reader tells apart
 * (the workloads of the Kubernetes tab). The arrow becomes the button that unfolds.
 */
export const separateNestedButtons: Repair = root =>
  root
    .querySelectorAll('.MuiAccordionSummary-root[aria-expanded]')
    .forEach(summary => {
      const inner = summary.querySelector(
        '.MuiAccordionSummary-content button',
      );
      const arrow = summary.querySelector<HTMLElement>(
        '.MuiAccordionSummary-expandIcon',
      );
      if (!inner || !arrow) return;
      const title = inner.querySelector('p, .MuiTypography-root') ?? inner;
      const isExpanded = summary.getAttribute('aria-expanded') ?? 'false';
      ['role', 'tabindex', 'aria-disabled', 'aria-expanded'].forEach(name =>
        summary.removeAttribute(name),
      );
      arrow.removeAttribute('aria-hidden');
      arrow.setAttribute('role', 'button');
      arrow.setAttribute('tabindex', '0');
      arrow.setAttribute('aria-label', `More about ${title.textContent}`);
      arrow.setAttribute('aria-expanded', isExpanded);
      arrow.onkeydown = event => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        arrow.click();
      };
    });

/** Samples that scroll sideways cannot be scrolled with the keyboard (Swagger UI). */
export const focusScrollingSamples: Repair = root =>
  root
    .querySelectorAll('pre.microlight:not([tabindex])')
    .forEach(sample => sample.setAttribute('tabindex', '0'));

/** A title that was left empty, or that stands around another heading, is none (Material UI cards). */
export const demoteHollowHeadings: Repair = root =>
  root.querySelectorAll(headings).forEach(heading => {
    const hollow = isBlank(heading) || heading.querySelector(headings);
    if (hollow && !heading.hasAttribute('role')) {
      heading.setAttribute('role', 'presentation');
      heading.setAttribute(mark, '');
    } else if (!hollow && heading.hasAttribute(mark)) {
      heading.removeAttribute('role');
      heading.removeAttribute(mark);
    }
  });

/** Headings chosen for their size leave out levels, so that the outline has holes (Material UI). */
export const closeHeadingGaps: Repair = root => {
  let previous = 0;
  root.querySelectorAll(headings).forEach(heading => {
    if (heading.getAttribute('role') === 'presentation') return;
    const level = Number(heading.tagName.charAt(1));
    const fitting = Math.min(level, previous + 1);
    if (fitting === level) {
      heading.removeAttribute('aria-level');
    } else if (heading.getAttribute('aria-level') !== String(fitting)) {
      heading.setAttribute('aria-level', String(fitting));
    }
    previous = fitting;
  });
};

/** A field whose label is only printed above it (the catalog graph's filters, Swagger UI's servers). */
export const nameLonelyFields: Repair = root =>
  root
    .querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      ':is(input[aria-autocomplete], select):not([aria-label]):not([aria-labelledby])',
    )
    .forEach(field => {
      if (Array.from(field.labels ?? []).some(hasOwnWords)) return;
      const label = precedingText(field);
      if (label) field.setAttribute('aria-label', label);
    });

/** All repairs; headings last, because hollow ones do not count. */
export const repairs: Repair[] = [
  removeIdleDragHandles,
  demoteEmptyTableHeaders,
  removeDanglingControls,
  demoteStrayListItems,
  nameProgressBars,
  nameLonelyFields,
  nameMobileMenu,
  nameDialogs,
  placeMenus,
  nameDrawers,
  separateNestedButtons,
  focusScrollingSamples,
  demoteHollowHeadings,
  closeHeadingGaps,
];

const headings = 'h1, h2, h3, h4, h5, h6';

/** Remembers that a role is ours, so that a title that arrives later gets its heading back. */
const mark = 'data-payday-hollow';

function isBlank(element: Element): boolean {
  return !element.textContent?.trim();
}

/** Whether a label says anything besides the options of the field that it encloses. */
function hasOwnWords(label: HTMLLabelElement): boolean {
  const words = label.cloneNode(true) as HTMLElement;
  words.querySelectorAll('select').forEach(select => select.remove());
  return !isBlank(words);
}

/** The nearest words above an element, no further than its fourth ancestor. */
function precedingText(element: Element): string | undefined {
  let current: Element | null = element;
  for (let step = 0; current && step < 4; step++) {
    const text = current.previousElementSibling?.textContent?.trim();
    if (text) return text;
    current = current.parentElement;
  }
  return undefined;
}
