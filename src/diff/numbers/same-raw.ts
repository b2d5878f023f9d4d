/** Whether two raw values are the same number, word or bounds. */
export function isSameRaw(before: unknown, after: unknown): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}
