/** The course of a series: where it peaked, and how far it has moved since. Editions are compared, never joined. */
import { AnalysisError, extended, type Interval, peak, relative, spread } from "briefing/analysis";
import { required } from "../indicators/errors.js";
import type { YearStatus } from "../verdict/index.js";
import type { PairContext } from "./context.js";
import { type PairYearCounts, shareOf } from "./joint-counts.js";

/** The number of one year, with its uncertainty. */
export interface YearReading extends Interval {
  readonly year: number;
  readonly status: YearStatus;
}

export type History<Row extends YearReading> = Readonly<ReturnType<typeof historyOf<Row>>>;

/** The history of one series: one measure in one edition. Throws if the series is empty or a year occurs twice. */
export function historyOf<Row extends YearReading>(given: readonly Row[]) {
  const rows = [...given].sort((a, b) => a.year - b.year);
  const top = peak(rows.map((row) => ({ year: row.year, value: row })));
  const first = rows[0];
  const last = rows.at(-1);
  const greatest = rows.find(({ year }) => year === top.year);
  if (first === undefined || last === undefined || greatest === undefined)
    throw new AnalysisError("history: the series has no years");
  const lastComplete = rows.findLast(({ status }) => status === "complete") ?? null;
  return {
    /** Sorted by year. */
    rows,
    first,
    greatest,
    last,
    /** Null if every year is an early count. */
    lastComplete,
    /** It rose to its largest value, and a later complete year is lower. */
    hasPeaked:
      greatest !== first &&
      lastComplete !== null &&
      lastComplete.year > greatest.year &&
      (relative(greatest, lastComplete).upper ?? NaN) < 0,
    /** `history.in(2019)`: the row of a year; throws if the series lacks it. */
    in: (year: number): Row =>
      required(
        rows.find((row) => row.year === year),
        `history: the series has no value for ${year}`,
        `It has values for ${rows.map((row) => row.year).join(", ")}.`,
      ),
  };
}

/** The joint papers that one edition counts, year by year. */
export function countHistory(
  counts: readonly PairYearCounts[],
  edition: string,
): History<PairYearCounts & YearReading> {
  return historyOf(counts.filter((row) => row.edition === edition).map((row) => extended(row, row.joint)));
}

/** Joint papers as a share of the international papers of the first or the second economy, in one edition. */
export function shareHistory(
  counts: readonly PairYearCounts[],
  edition: string,
  of: "first" | "second",
): History<YearReading> {
  return historyOf(
    counts.flatMap((row) => {
      if (row.edition !== edition) return [];
      const whole = of === "first" ? row.x : row.y;
      const { lower, upper } = shareOf(row.joint, whole);
      return lower === null || upper === null ? [] : { year: row.year, status: row.status, lower, upper };
    }),
  );
}

/** The same share in one year of several editions: smallest and largest. */
export function shareRange(
  counts: readonly PairYearCounts[],
  editions: readonly string[],
  { of, year }: { readonly of: "first" | "second"; readonly year: number },
): Interval {
  const shares = editions.map((edition) => shareHistory(counts, edition, of).in(year));
  return spread(shares.flatMap(({ lower, upper }) => [lower, upper]));
}

/** The same as `history.in(year)`. */
export function inYear<Row extends YearReading>(history: History<Row>, year: number): Row {
  return history.in(year);
}

/**
 * The year of the largest count of one source, in whichever of its editions it appears. A number in one edition can
 * exceed every value that the source's other editions allow for another year. This inequality is valid although editions
 * are never joined by a line. Throws if there are no counts.
 */
export function peakOfSource(rows: readonly PairYearCounts[]) {
  const largest = (of: readonly PairYearCounts[], bound: "lower" | "upper") =>
    of.length === 0 ? null : of.reduce((best, row) => (row.joint[bound] > best.joint[bound] ? row : best));
  const greatest = largest(rows, "lower");
  if (greatest === null) throw new AnalysisError("peakOfSource: there are no counts");
  const others = rows.filter(({ year }) => year !== greatest.year);
  /** The upper bound over all editions of the source for any other year; null if no edition has one. */
  const next = largest(others, "upper");
  /** `isSharp`: no other year can be as large. */
  return { greatest, next, isSharp: next === null || greatest.joint.lower > next.joint.upper };
}

/**
 * The last step of several editions, over the same two years. Throws if no year is complete in all of them. The step is
 * to the last year that is complete in all, from the shared year before it (or else the first count).
 */
export function onSharedYears(counts: readonly PairYearCounts[], editions: readonly string[]) {
  const all = editions.map((edition) => {
    const rows = counts.filter((row) => row.edition === edition).sort((a, b) => a.year - b.year);
    if (rows.length === 0) throw new AnalysisError(`history: the series of ${edition} has no years`);
    return rows;
  });
  const complete = all.map((rows) =>
    rows.flatMap(({ year, status }) => (status === "complete" ? [year] : [])),
  );
  const year = required(
    complete[0]?.findLast((one) => complete.every((years) => years.includes(one))),
    "history: no year is complete in every series",
    `Complete years by series: ${complete.map((years) => years.join(", ") || "none").join("; ")}.`,
  );
  const earlier = all[0]?.findLast(
    (row) => row.year < year && all.every((rows) => rows.some((one) => one.year === row.year)),
  )?.year;
  /** `step` is the relative change from `before` to `now`. */
  const sourceOf = (edition: string) => {
    const history = countHistory(counts, edition);
    const now = history.in(year);
    const before = earlier === undefined ? history.first : history.in(earlier);
    return { history, now, before, step: relative(before.joint, now.joint) };
  };
  return {
    year,
    /** In the order of the requested editions; each is read only when it is asked for. */
    get sources() {
      return editions.map(sourceOf);
    },
    /** The source of one edition; throws if that edition was not requested. */
    in: (edition: string) =>
      sourceOf(
        required(
          editions.find((one) => one === edition),
          `onSharedYears: "${edition}" is not among ${editions.join(", ")}`,
        ),
      ),
  };
}

/** An early count of a year that the source's newest edition lacks; null if no early count has revised totals. */
export function earlyCount(
  about: Pick<PairContext, "one" | "two" | "counts" | "newest" | "rows">,
  source: string,
  year: number,
) {
  const newest = about.newest(source).edition;
  const count = about.counts.find(
    (row) =>
      row.source === source && row.year === year && row.edition !== newest && row.status === "incomplete",
  );
  const totals = about.rows("international", { year, economy: [about.one.code, about.two.code] });
  const changes = [about.one, about.two].flatMap(({ code }) => {
    const worksIn = (edition: string | undefined) =>
      totals.find((row) => row.economy === code && row.year === year && row.edition === edition)?.works;
    const early = worksIn(count?.edition);
    const later = worksIn(newest);
    return early === undefined || later === undefined ? [] : [relative(early, later).value ?? 0];
  });
  if (count === undefined || changes.length < 2) return null;
  /** `revised`: relative change of both economies' international papers in the source's newest edition. */
  return { count, revised: spread(changes) };
}
