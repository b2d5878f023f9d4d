/** How much two texts have in common: shared words over all words, each as often as it occurs; 0–1. */
export function wordLikeness(before: readonly string[], after: readonly string[]): number {
  if (before.length === 0 && after.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const word of before) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of after) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    shared += 1;
  }
  return shared / Math.max(before.length, after.length);
}

export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}
