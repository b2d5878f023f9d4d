import type { StoredReport } from "../../report/stored-report.js";

/** A value on one side, as report.json has it. */
export type ValueFacts = StoredReport["values"][string];

/** A number, or the bounds between which it lies. */
export type Amount = number | readonly [number, number];

/** A change of a number, in its own units and in words. */
export interface NumberDelta {
  readonly was: Amount;
  readonly is: Amount;
  /** After minus before, in raw units; of bounds that of the end that changed most. */
  readonly absolute: number;
  /** `absolute` divided by the size of the number before; null where that is 0. */
  readonly relative: number | null;
  /** In the words of the format: `+1,204 (+1.9 %)`, `−3.2 points`, `+2 years`. */
  readonly text: string;
}
