/**
 * Order by code point, the same on every engine (docs/contract/rules.md, "Things"). JavaScript's own order is by UTF-16 unit, which
 * puts an emoji before U+FFFD: so `rank` moves units from U+E000 up below the surrogates.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
