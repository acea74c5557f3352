import { fireEvent, getByRole } from '@testing-library/react';
import { repairs } from './repairs';

/** The body after all repairs, twice, as on a page that changes. */
function repaired(html: string): HTMLElement {
  document.body.innerHTML = html;
  repairs.forEach(repair => repair(document.body));
  const once = document.body.innerHTML;
  repairs.forEach(repair => repair(document.body));
  expect(document.body.innerHTML).toBe(once);
  return document.body;
}

const roles = (body: HTMLElement, selector: string) =>
  Array.from(body.querySelectorAll(selector), e => e.getAttribute('role'));

describe('repairs', () => {
  it('take the button out of a column that cannot be dragged', () => {
    const body = repaired(
      '<table><tr><th><div data-rbd-drag-handle-draggable-id="1" role="button" tabindex="0">Name</div></th></tr></table>',
    );
    const handle = body.querySelector('th div')!;
    expect(handle).not.toHaveAttribute('role');
    expect(handle).not.toHaveAttribute('tabindex');
  });

  it('make a cell of an empty heading cell, but not of one with a checkbox', () => {
    const body = repaired(
      '<table><tr><th></th><th>Name</th><th><input type="checkbox"></th></tr></table>',
    );
    expect(roles(body, 'th')).toEqual(['cell', null, null]);
  });

  it('drop a reference to a panel that does not exist, and keep a real one', () => {
    const body = repaired(
      '<a role="tab" aria-controls="gone"></a><a role="tab" aria-controls="here"></a><div id="here"></div>',
    );
    const tabs = body.querySelectorAll('a');
    expect(tabs[0]).not.toHaveAttribute('aria-controls');
    expect(tabs[1]).toHaveAttribute('aria-controls', 'here');
  });

  it('free list items that stand outside a list', () => {
    const body = repaired('<div><li>a</li></div><ul><li>b</li></ul>');
    expect(roles(body, 'li')).toEqual(['none', null]);
  });

  it('name progress bars that have no name', () => {
    const body = repaired(
      '<div role="progressbar"></div><div role="progressbar" aria-label="Building"></div>',
    );
    const names = Array.from(body.children, e => e.getAttribute('aria-label'));
    expect(names).toEqual(['Loading', 'Building']);
  });

  it('name a field after the words above it, unless it has a label', () => {
    const body = repaired(
      '<div><span>Servers</span><label><select><option>/v1</option></select></label></div>' +
        '<label>Kind <select><option>API</option></select></label>',
    );
    const [servers, kind] = Array.from(body.querySelectorAll('select'));
    expect(servers).toHaveAttribute('aria-label', 'Servers');
    expect(kind).not.toHaveAttribute('aria-label');
  });

  it('move the name of a dialog from its frame to the dialog', () => {
    const body = repaired(
      '<div class="MuiDialog-root" role="presentation" aria-label="Search" aria-modal="true"><div role="dialog"></div></div>',
    );
    const [frame, dialog] = Array.from(body.querySelectorAll('[role]'));
    expect(frame).not.toHaveAttribute('aria-label');
    expect(frame).not.toHaveAttribute('aria-modal');
    expect(dialog).toHaveAttribute('aria-label', 'Search');
    expect(dialog).toHaveAttribute('aria-modal', 'true');
  });

  it('make a dialog with a name and a close button of a drawer', () => {
    const body = repaired(
      '<div class="MuiDrawer-modal"><div class="MuiDrawer-paper"><h3>Menu</h3><button><svg></svg></button></div></div>',
    );
    expect(body.querySelector('[role="dialog"]')).toHaveAttribute(
      'aria-label',
      'Menu',
    );
    expect(body.querySelector('button')).toHaveAttribute('aria-label', 'Close');
  });

  it('let the keyboard reach a sample that scrolls', () => {
    const body = repaired('<pre class="microlight">{}</pre>');
    expect(body.querySelector('pre')).toHaveAttribute('tabindex', '0');
  });

  describe('of a row that unfolds and holds a button', () => {
    const row = (isExpanded: boolean) =>
      `<div class="MuiAccordionSummary-root" role="button" tabindex="0" aria-disabled="false" aria-expanded="${isExpanded}">
        <div class="MuiAccordionSummary-content"><button><p>argocd-server</p><p>Deployment</p></button></div>
        <div class="MuiAccordionSummary-expandIcon" aria-hidden="true"></div>
      </div>`;

    it('make its arrow the button that unfolds it', () => {
      const body = repaired(row(false));
      expect(roles(body, '.MuiAccordionSummary-root')).toEqual([null]);
      const arrow = getByRole(body, 'button', {
        name: 'More about argocd-server',
        expanded: false,
      });
      expect(arrow).toHaveAttribute('tabindex', '0');
    });

    it('say that it was unfolded', () => {
      const body = repaired(row(false));
      const summary = body.querySelector('.MuiAccordionSummary-root')!;
      summary.setAttribute('aria-expanded', 'true');
      repairs.forEach(repair => repair(body));
      expect(summary).not.toHaveAttribute('aria-expanded');
      expect(getByRole(body, 'button', { expanded: true })).toBeInTheDocument();
    });

    it('let the keyboard unfold it', () => {
      const body = repaired(row(false));
      const unfold = jest.fn();
      body
        .querySelector('.MuiAccordionSummary-root')!
        .addEventListener('click', unfold);
      const arrow = getByRole(body, 'button', { name: /^More/ });
      for (const key of ['Enter', ' ', 'a']) fireEvent.keyDown(arrow, { key });
      expect(unfold).toHaveBeenCalledTimes(2);
    });

    it('leave a row without a button alone', () => {
      const body = repaired(
        row(false).replace('<button>', '').replace('</button>', ''),
      );
      expect(roles(body, '.MuiAccordionSummary-root')).toEqual(['button']);
    });
  });

  it('make a named region of an open menu', () => {
    const body = repaired(
      '<div class="MuiPopover-root" role="presentation"><ul role="menu"></ul></div>',
    );
    expect(roles(body, '.MuiPopover-root')).toEqual(['region']);
  });

  it('close gaps between heading levels', () => {
    const body = repaired('<h1>a</h1><h5>b</h5><h6>c</h6><h2>d</h2>');
    const levels = Array.from(body.children, e => e.getAttribute('aria-level'));
    expect(levels).toEqual([null, '2', '3', null]);
  });

  it('demote headings without words, or around another heading', () => {
    const body = repaired('<h2></h2><h5><b></b><span>All</span></h5>');
    expect(roles(body, 'h2, h5')).toEqual(['presentation', null]);
  });

  it('give a heading back that was empty only while it loaded', () => {
    const body = repaired('<h1>a</h1><h2></h2>');
    body.querySelector('h2')!.textContent = 'Loaded';
    repairs.forEach(repair => repair(body));
    expect(roles(body, 'h2')).toEqual([null]);
  });
});
