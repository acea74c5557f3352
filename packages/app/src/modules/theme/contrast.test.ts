import { contrastRatio } from './contrast';

describe('contrastRatio', () => {
  it.each([
    ['black on white is the most there is', '#000000', '#ffffff', 21],
    ['a colour on itself is the least', '#0f766e', '#0f766e', 1],
    ['the lightest grey that passes on white', '#767676', '#ffffff', 4.54],
  ])('%s', (_, foreground, background, ratio) => {
    expect(contrastRatio(foreground, background)).toBeCloseTo(ratio, 2);
    expect(contrastRatio(background, foreground)).toBeCloseTo(ratio, 2);
  });

  it('refuses a colour that it cannot read', () => {
    expect(() => contrastRatio('teal', '#ffffff')).toThrow(
      'Expected a colour like #0f766e, got teal',
    );
  });
});
