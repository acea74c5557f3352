import { explainEmptySlot, homeSlots } from './slots';

describe('explainEmptySlot', () => {
  it.each(homeSlots)('says that no cluster is connected: $title', slot => {
    for (const cluster of ['none', undefined]) {
      const { title, hint } = explainEmptySlot(slot, cluster);
      expect(title).toBe('No cluster is connected');
      expect(hint).toContain(slot.withCluster);
      expect(hint).toContain('./payday up --help');
    }
  });

  it.each(homeSlots)('names the plugin that is missing: $title', slot => {
    const { hint } = explainEmptySlot(slot, 'embedded');
    expect(hint).toContain(`“${slot.filledBy}”`);
  });

  it('never shows a number', () => {
    for (const slot of homeSlots) {
      const { title, hint } = explainEmptySlot(slot, 'none');
      expect(title + hint).not.toMatch(/\d/);
    }
  });
});
