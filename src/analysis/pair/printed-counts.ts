import type { EstimatesRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import type { PairContext } from "./context.js";
import type { Interval } from "../../model/measure.js";
import type { PairYearCounts } from "./joint-counts.js";
import { newestRows } from "./editions.js";

/** A change of joint papers that somebody else printed. */
export interface PrintedChange {
  readonly publisher: string;
  /** What was counted: `joint papers in eight fields`. */
  readonly measure: string;
  readonly from: number;
  readonly to: number;
  /** Least and greatest relative change, as printed: a fraction. */
  readonly change: Interval;
  readonly citation: string;
}

type Facts = Pick<PairContext, "one" | "two" | "counts" | "rows">;

/** Changes of the joint papers of the two, of all or of some fields, with something to cite; in the order of the table. */
export function printedChanges(about: Pick<Facts, "one" | "two" | "rows">): readonly PrintedChange[] {
  return primaryRows(about)
    .filter((row) => row.measure.startsWith("joint papers") && row.statistic === "change")
    .map(({ publisher, measure, from, to, lower, upper, citation }) => ({
      ...{ publisher, measure, from, to },
      change: { lower: lower / 100, upper: (upper ?? lower) / 100 },
      citation: citation ?? "",
    }));
}

/** Numbers that the body which counted printed itself, on what a measure names: `AI`. Of any economy; in the order of the table. */
export function printedOn(about: Pick<Facts, "rows">, ...topics: readonly string[]): readonly EstimatesRow[] {
  return about
    .rows("estimates", { standing: "primary" })
    .filter(({ measure }) => topics.some((topic) => measure.includes(topic)));
}

function primaryRows(about: Pick<Facts, "one" | "two" | "rows">): readonly EstimatesRow[] {
  return about
    .rows("estimates", { standing: "primary" })
    .filter(
      ({ reporter, partner }) =>
        partner !== null && samePair([reporter, partner], [about.one.code, about.two.code]),
    );
}

/** The count of a year in the newest edition of a source that has it; null where none has. */
export function newestCount(
  about: Pick<PairContext, "counts" | "rows">,
  source: string,
  year: number,
): PairYearCounts | null {
  const rows = about.counts.filter((row) => row.source === source && row.year === year);
  return newestRows(rows, about.rows("editions"))[0] ?? null;
}
