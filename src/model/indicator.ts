import * as z from "zod";
import { strings, type DeepReadonly } from "./emitted.js";

/** What a docstring of src/analysis says of an indicator: plain words, code between backticks, `_` before a subscript. */
const indicatorText = z.strictObject({
  definition: z.string(),
  formula: z.string(),
  /** And what `n` is. */
  unit: z.string(),
  range: z.string(),
  /** Where it has no value, and why. */
  undefined: z.string(),
  interval: z.string().exactOptional(),
  note: z.string().exactOptional(),
  /** Author, year. */
  source: z.string(),
});

/** An indicator that some notebook ran, itself or through another function. */
export const usedIndicator = z.strictObject({
  /** As a notebook calls it: `affinity.ric`. */
  name: z.string(),
  ...indicatorText.shape,
  /** Ids of the sections whose notebooks ran it, in their order. */
  sections: strings,
});

export type IndicatorText = DeepReadonly<z.infer<typeof indicatorText>>;
export type UsedIndicator = DeepReadonly<z.infer<typeof usedIndicator>>;
export type Indicator = Omit<UsedIndicator, "sections">;
