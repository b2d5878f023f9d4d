/** Results that are computed when they are first asked for. */
import { remembered } from "briefing/analysis";

export type Cache<Key, Result> = Map<Key, () => Result>;

/** Computed on the first call. */
export function once<Result extends object>(compute: () => Result): () => Result {
  let result: Result | undefined;
  return () => (result ??= compute());
}

/** The same; what it read is recorded on each call. */
export function onFirstUse<Result>(compute: () => Result): () => Result {
  let result: (() => Result) | undefined;
  return () => (result ??= remembered(compute))();
}

/** The same for each key. */
export function cached<Key, Result>(cache: Cache<Key, Result>, key: Key, compute: () => Result): Result {
  const result = cache.get(key) ?? remembered(compute);
  cache.set(key, result);
  return result();
}

/** Distinguishes every cell that JavaScript code may match, including values that JSON omits or turns into null. */
export const keyOf = (where: object): string =>
  JSON.stringify(where, (_column, cell: unknown) =>
    cell === undefined || (typeof cell === "number" && !Number.isFinite(cell)) ? { is: String(cell) } : cell,
  );
