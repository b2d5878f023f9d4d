/**
 * Awkward code split into cells. Without `expected` the cells must mean what they mean concatenated as one module;
 * with it, one module cannot say it, because a later cell declares a name again.
 */
export interface Case {
  readonly name: string;
  readonly cells: readonly string[];
  readonly probes: readonly string[];
  readonly expected?: readonly string[];
}
