import { DataError } from "./errors.js";

/** What csv-parse could not make sense of: a quote in the wrong place, mostly. */
export function csvError(error: unknown, path: string): DataError {
  const { lines, message } = error as Error & { readonly lines?: number };
  const place = lines === undefined ? {} : { line: lines };
  return DataError.of([{ path, ...place, message: `not CSV: ${message}` }], 1);
}
