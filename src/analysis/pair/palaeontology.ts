import { share } from "../indicators/counting.js";
import { AnalysisError } from "../indicators/errors.js";
import type { PalaeontologyRow } from "../rows.js";
import type { BoundedMeasure } from "../../model/measure.js";
import type { YearSpan } from "./venues.js";

/** References of the Paleobiology Database published in some years together, by the countries of their authors. */
export interface PalaeontologyPeriod extends YearSpan {
  /** Years whose references were not all entered: their counts are early. */
  readonly earlyYears: readonly number[];
  readonly references: number;
  readonly us: number;
  readonly cn: number;
  readonly gb: number;
  /** References with authors in the United States and in China. */
  readonly both: number;
  /** The controls: the United Kingdom and China, the United States and the United Kingdom. */
  readonly gbCn: number;
  readonly usGb: number;
  /** Those of `both` with no third country. */
  readonly bothExactlyTwo: number;
  /** `both` as a share of `cn`, and of `us`. */
  readonly ofChinese: BoundedMeasure;
  readonly ofAmerican: BoundedMeasure;
  /** `gbCn` as a share of `cn`; `usGb` as a share of `us`. */
  readonly gbCnOfChinese: BoundedMeasure;
  readonly usGbOfAmerican: BoundedMeasure;
}

/** Two periods of five years, the second the last with all years entered: other years may give the other direction. */
export const palaeontologySpans = [
  { from: 2010, to: 2014 },
  { from: 2015, to: 2019 },
] as const satisfies readonly YearSpan[];

/**
 * Palaeontology in some years together: single years have too few joint references to compare. Null where the table
 * lacks one of the years, for sums of fewer years cannot be compared.
 *
 * Units: references, and fractions of them. Range of the shares: 0–1; a share of nothing is null. A reference is a
 * publication that gave fossil occurrences to the database, not all of palaeontology. Throws for years out of order and
 * for a year that stands twice.
 */
export function palaeontologyPeriod(
  rows: readonly PalaeontologyRow[],
  { from, to }: YearSpan,
): PalaeontologyPeriod | null {
  if (!(from <= to)) throw new AnalysisError(`palaeontologyPeriod: ${from} to ${to} are no years in order`);
  const held = rows.filter(({ year }) => from <= year && year <= to);
  const years = new Set(held.map(({ year }) => year));
  if (years.size < held.length)
    throw new AnalysisError(`pair: the table palaeontology has a year between ${from} and ${to} twice`, {
      hint: "Pass the rows of one edition.",
    });
  if (years.size < to - from + 1) return null;
  const sum = (count: (row: PalaeontologyRow) => number) => held.reduce((all, row) => all + count(row), 0);
  const [us, cn, gb] = [sum((row) => row.us), sum((row) => row.cn), sum((row) => row.gb)];
  const [both, gbCn, usGb] = [sum((row) => row.both), sum((row) => row.gbCn), sum((row) => row.usGb)];
  return {
    ...{ from, to, references: sum((row) => row.references), us, cn, gb, both, gbCn, usGb },
    earlyYears: held.filter(({ status }) => status === "incomplete").map(({ year }) => year),
    bothExactlyTwo: sum((row) => row.bothExactlyTwo),
    ofChinese: share(both, cn),
    ofAmerican: share(both, us),
    gbCnOfChinese: share(gbCn, cn),
    usGbOfAmerican: share(usGb, us),
  };
}
