/** What a series did: where it was greatest, and how far it has come since. Editions are compared, never joined. */
import type { BoundedMeasure, Interval } from "../../model/measure.js";
import { peak, relative } from "../indicators/change.js";
import { AnalysisError } from "../indicators/errors.js";
import { midpoint } from "../indicators/interval.js";
import type { YearStatus } from "../verdict/index.js";
import { jointShares, type PairYearCounts } from "./joint-counts.js";

/** A number of one year, as far as it is known. */
export interface YearReading extends Interval {
  readonly year: number;
  readonly status: YearStatus;
}

export interface History<Row> {
  /** Sorted by year. */
  readonly rows: readonly Row[];
  readonly first: Row;
  readonly greatest: Row;
  readonly last: Row;
  /** Null where every year was counted early. */
  readonly lastComplete: Row | null;
  /** It rose to its greatest value, and a later complete year is lower. */
  readonly hasPeaked: boolean;
}

/** The history of one series: one measure in one edition. Throws for a series without years, and for a year that stands twice. */
export function historyOf<Row extends YearReading>(given: readonly Row[]): History<Row> {
  const rows = [...given].sort((a, b) => a.year - b.year);
  const top = peak(rows.map((row) => ({ year: row.year, value: row })));
  const [first, last] = [rows[0], rows.at(-1)];
  const greatest = rows.find(({ year }) => year === top.year);
  if (first === undefined || last === undefined || greatest === undefined)
    throw new AnalysisError("history: the series has no years");
  const lastComplete = rows.findLast(({ status }) => status === "complete") ?? null;
  const hasPeaked =
    greatest !== first &&
    lastComplete !== null &&
    lastComplete.year > greatest.year &&
    (relative(greatest, lastComplete).upper ?? NaN) < 0;
  return { rows, first, greatest, last, lastComplete, hasPeaked };
}

/** The joint papers that one edition counts, year by year. */
export function countHistory(
  counts: readonly PairYearCounts[],
  edition: string,
): History<PairYearCounts & YearReading> {
  return historyOf(counts.filter((row) => row.edition === edition).map((row) => ({ ...row, ...row.joint })));
}

/** Joint papers as a share of the international papers of the first or the second economy, in one edition. */
export function shareHistory(
  counts: readonly PairYearCounts[],
  edition: string,
  of: "first" | "second",
): History<YearReading> {
  return historyOf(
    counts.flatMap((row) => {
      const { ofX, ofY } = jointShares(row);
      const { lower, upper } = of === "first" ? ofX : ofY;
      return row.edition !== edition || lower === null || upper === null
        ? []
        : [{ year: row.year, status: row.status, lower, upper }];
    }),
  );
}

/** Every reading as a fraction of the greatest: 1 in the year of the greatest. Throws where that is zero. */
export function ofGreatest({ rows, greatest }: History<YearReading>): readonly YearReading[] {
  const top = midpoint(greatest);
  if (!(top > 0)) throw new AnalysisError(`history: the greatest value is ${top}, in ${greatest.year}`);
  return rows.map(({ year, status, lower, upper }) => ({
    ...{ year, status },
    lower: lower / top,
    upper: upper / top,
  }));
}

/** The last year that is complete in every one of the series; throws where there is none. */
function lastSharedYear(histories: readonly History<YearReading>[]): number {
  const complete = histories.map(({ rows }) =>
    rows.flatMap(({ year, status }) => (status === "complete" ? [year] : [])),
  );
  const shared = complete[0]?.findLast((year) => complete.every((years) => years.includes(year)));
  if (shared === undefined)
    throw new AnalysisError("history: no year is complete in every series", {
      hint: `They have ${complete.map((years) => years.join(", ") || "none").join("; ")}.`,
    });
  return shared;
}

/** The row of a year; throws where the series lacks it. */
export function inYear<Row extends YearReading>({ rows, first, last }: History<Row>, year: number): Row {
  const found = rows.find((row) => row.year === year);
  if (found === undefined)
    throw new AnalysisError(`history: the series has no value for ${year}`, {
      hint: `It goes from ${first.year} to ${last.year}.`,
    });
  return found;
}

/** The greatest count that any edition of a source prints. */
interface SourcePeak {
  readonly source: string;
  readonly greatest: PairYearCounts;
  /** The greatest that any edition of the source allows for another year; null where there is none. */
  readonly next: PairYearCounts | null;
  /** No other year can be as great. */
  readonly isSharp: boolean;
}

export interface PeakOfSources {
  /** The year that the most sources have as their greatest; of several the last. */
  readonly year: number;
  /** Sources with a number for that year. */
  readonly sources: readonly SourcePeak[];
  /** Each of them has its greatest number there, and no edition of it allows as many for another year. */
  readonly isShared: boolean;
}

/**
 * The year of the greatest count, by source. A number of one edition can be greater than all that another edition of the
 * source allows for another year: editions are not joined by a line, but such an inequality holds. Throws without counts.
 */
export function peakOfSources(counts: readonly PairYearCounts[]): PeakOfSources {
  const peaks = [...new Set(counts.map(({ source }) => source))].map((source) =>
    sourcePeak(
      source,
      counts.filter((row) => row.source === source),
    ),
  );
  const years = peaks.map(({ greatest }) => greatest.year);
  const votes = (year: number) => years.filter((other) => other === year).length;
  const [year] = years.sort((a, b) => votes(b) - votes(a) || b - a);
  if (year === undefined) throw new AnalysisError("peakOfSources: there are no counts");
  const sources = peaks.filter(({ source }) =>
    counts.some((row) => row.source === source && row.year === year),
  );
  return {
    year,
    sources,
    isShared: sources.every(({ greatest, isSharp }) => greatest.year === year && isSharp),
  };
}

function sourcePeak(source: string, rows: readonly PairYearCounts[]): SourcePeak {
  const greatest = rows.reduce((best, row) => (row.joint.lower > best.joint.lower ? row : best));
  const next = rows
    .filter(({ year }) => year !== greatest.year)
    .reduce<PairYearCounts | null>(
      (best, row) => (best === null || row.joint.upper > best.joint.upper ? row : best),
      null,
    );
  return { source, greatest, next, isSharp: next === null || greatest.joint.lower > next.joint.upper };
}

/** What one source says of the joint papers since their peak. */
interface SinceOfSource {
  /** Of the edition asked for. */
  readonly history: History<PairYearCounts & YearReading>;
  /** The greatest count that any edition of the source has. */
  readonly greatest: PairYearCounts;
  /** The greatest that any edition allows for another year. */
  readonly next: PairYearCounts;
  /** The greatest is an early count of another edition. */
  readonly isEarlyPeak: boolean;
  /** The count of the shared year, and that of the last shared year before it; the first count where there is none. */
  readonly now: PairYearCounts & YearReading;
  readonly before: PairYearCounts & YearReading;
  /** Relative change from the greatest count to `now`. */
  readonly fall: BoundedMeasure;
  /** Relative change from `before` to `now`. */
  readonly step: BoundedMeasure;
}

export interface SincePeak {
  readonly peak: PeakOfSources;
  /** The last year that is complete in every edition asked for. */
  readonly year: number;
  /** In the order of the editions asked for. */
  readonly sources: readonly SinceOfSource[];
  /** The peak is shared, and in the later year every source counts fewer. */
  readonly isLower: boolean;
}

/** The peak of all sources, and how far each has come since; an edition a source. Throws where no year is complete in all. */
export function sincePeak(counts: readonly PairYearCounts[], editions: readonly string[]): SincePeak {
  const peak = peakOfSources(counts);
  const histories = editions.map((edition) => countHistory(counts, edition));
  const year = lastSharedYear(histories);
  const earlier = histories[0]?.rows.findLast(
    (row) => row.year < year && histories.every(({ rows }) => rows.some((one) => one.year === row.year)),
  );
  const sources = histories.map((history): SinceOfSource => {
    const found = peak.sources.find(({ source }) => source === history.first.source);
    const [greatest, now] = [found?.greatest ?? history.greatest, inYear(history, year)];
    const before = earlier === undefined ? history.first : inYear(history, earlier.year);
    return {
      ...{ history, greatest, now, before, next: found?.next ?? history.greatest },
      isEarlyPeak: greatest.edition !== history.first.edition && greatest.status === "incomplete",
      fall: relative(greatest.joint, now.joint),
      step: relative(before.joint, now.joint),
    };
  });
  const isLower =
    peak.isShared &&
    year > peak.year &&
    sources.every(({ greatest, now }) => now.upper < greatest.joint.lower);
  return { peak, year, sources, isLower };
}

/** By how much the first early count of a source was raised where it was complete; null where no year has both. */
export function revisionOf(
  counts: readonly PairYearCounts[],
  source: string,
): { readonly year: number; readonly change: BoundedMeasure } | null {
  const own = counts.filter((row) => row.source === source);
  const later = (year: number) => own.find((row) => row.year === year && row.status === "complete");
  for (const { year, status, joint } of own) {
    const settled = status === "incomplete" ? later(year) : undefined;
    if (settled !== undefined) return { year, change: relative(joint, settled.joint) };
  }
  return null;
}
