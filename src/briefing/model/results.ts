/** Results of functions that are kept between kernels: the interface between `remember` and the kernel. */

/** Name of the symbol under which the kernel puts {@link Results} on the global object. */
export const RESULTS = "briefing.results";

export interface Results {
  /** The module and name by which a function is exported; undefined for any other function. */
  exportOf(fn: unknown): readonly [module: string, name: string] | undefined;
  /** A copy of the result kept under a key, or else of that of `compute`. Key and result are plain values. */
  recall<T>(key: unknown, compute: () => T): T;
}
