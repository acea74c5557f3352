import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { HomeSlotBlueprint, homeSlotDataRef } from './HomeSlotBlueprint';

describe('HomeSlotBlueprint', () => {
  it('says which place of the home page its element fills', () => {
    const extension = HomeSlotBlueprint.make({
      name: 'test',
      params: { slot: 'my-previews', loader: async () => <p>Two previews</p> },
    });
    const tester = createExtensionTester(extension);
    expect(tester.get(homeSlotDataRef)).toBe('my-previews');
    expect(tester.get(coreExtensionData.reactElement)).toBeDefined();
  });
});
