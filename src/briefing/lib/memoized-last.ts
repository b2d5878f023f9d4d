/** Keeps the last result and returns it for the same arguments, compared as JSON. */
export function memoizedLast<Arguments extends readonly unknown[], Result>(
  compute: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly key: string; readonly result: Result } | undefined;
  return (...args) => {
    const key = JSON.stringify(args);
    if (last?.key !== key) last = { key, result: compute(...args) };
    return last.result;
  };
}
