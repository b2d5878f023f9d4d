/** What a docstring of src/analysis says of an indicator: plain words, code between backticks, `_` before a subscript. */
export interface IndicatorText {
  readonly definition: string;
  readonly formula: string;
  /** And what `n` is. */
  readonly unit: string;
  readonly range: string;
  /** Where it has no value, and why. */
  readonly undefined: string;
  readonly interval?: string;
  readonly note?: string;
  /** Author, year. */
  readonly source: string;
}

export interface Indicator extends IndicatorText {
  /** As a notebook calls it: `affinity.salton`. */
  readonly name: string;
}

/** An indicator that some notebook ran, itself or through another function. */
export interface UsedIndicator extends Indicator {
  /** Ids of the sections whose notebooks ran it, in their order. */
  readonly sections: readonly string[];
}
