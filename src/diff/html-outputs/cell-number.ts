/**
 * The number that a cell of a printed table is read as: `1,234.5`, `−3`, `12.5%` (a share of one), `1e-3`; undefined for
 * words.
 */
export function cellNumber(text: string): number | undefined {
  const [, sign = "", digits, percent] =
    /^([-+\u2212]?)((?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:e[-+]?\d+)?)(\s?%)?$/i.exec(text.trim()) ?? [];
  if (digits === undefined || !/^[\d.]*\d/.test(digits)) return undefined;
  const size = Number(digits.replaceAll(",", ""));
  if (!Number.isFinite(size)) return undefined;
  const number = sign === "-" || sign === "\u2212" ? -size : size;
  return percent === undefined ? number : number / 100;
}
