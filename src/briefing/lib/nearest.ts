/** The name that was probably meant; undefined if none is similar. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance))
      best = { name: candidate, distance };
  }
  return best?.name;
}

/** `: did you mean @fig-peak?` if a known name is similar, with the sign before it; empty otherwise. */
export function didYouMean(name: string, known: readonly string[], sign = ""): string {
  const near = nearest(name, known);
  return near === undefined ? "" : `: did you mean ${sign}${near}?`;
}

/** A hint for an unknown name: `Did you mean "loans"?`, or `${sentence} year, kind, loans.` */
export function nameHint(name: string, known: readonly string[], sentence: string): string {
  const near = nearest(name, known);
  return near === undefined ? `${sentence} ${known.join(", ") || "none"}.` : `Did you mean "${near}"?`;
}

/** Insertions, deletions, replacements and swapped neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(replace, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
