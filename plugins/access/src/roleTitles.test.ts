import { describeGrants } from './roleTitles';

describe('describeGrants', () => {
  it('marks roles that reach only what they own', () => {
    expect(
      describeGrants([
        { role: 'sre', scope: 'own' },
        { role: 'platform-team', scope: 'all' },
      ]),
    ).toBe('SRE (own only), Platform team');
  });

  it('says that nobody may', () => {
    expect(describeGrants([])).toBe('Nobody');
  });
});
