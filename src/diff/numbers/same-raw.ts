/** Whether two raw values are the same number, word or bounds. */
export function isSameRaw(was: unknown, is: unknown): boolean {
  return was === is || JSON.stringify(was) === JSON.stringify(is);
}
