/**
 * How well one colour stands out from another: 1 is not at all, 21 is black on white.
 * @param foreground,background six-digit hex colours, such as `#0f766e`
 * @throws Error for any other notation
 * @see WCAG 2.2, "contrast ratio"
 */
export function contrastRatio(foreground: string, background: string): number {
  const [darker, lighter] = [luminance(foreground), luminance(background)].sort(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!match) throw new Error(`Expected a colour like #0f766e, got ${color}`);
  const [red, green, blue] = match.slice(1).map(pair => {
    const share = parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
