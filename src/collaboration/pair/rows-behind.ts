/**
 * Which rows each number about a pair was computed from. The counts and the assessment are computed once, from several
 * tables and editions; code that reads a part of them records the rows behind that part, not all of them.
 */
import { type Interval, noteRead, type Read, readsOf, recordWhenRead } from "briefing/analysis";
import {
  type Assessment,
  type PairOfCodes,
  type PairSeries,
  type Panel,
  samePair,
  type YearVerdict,
} from "../verdict/index.js";
import { withMissingPapers } from "../verdict/specifications.js";
import { codesOf, type CountedPair, countIn, type PairTables, type PairYearCounts } from "./joint-counts.js";

type JointTable = (typeof jointTables)[number];
const jointTables = ["copublications", "nsf-pairs", "pairs"] as const;

/** Requests the rows, which records them. */
export interface RowsBehind {
  /** Joint papers of the two in one edition. */
  readonly joint: (table: JointTable, edition: string) => void;
  readonly international: (economy: "one" | "two" | "world", edition: string) => void;
  readonly ofWorld: (table: "world-pairs" | "world-international") => void;
  readonly allPairs: (panel: Panel["id"]) => void;
}

/** Joint papers of the two, and the international papers of each and of the world. */
export function recordCounts(
  counts: readonly PairYearCounts[],
  pair: PairOfCodes,
  tables: PairTables,
  behind: RowsBehind,
): void {
  const listed = listedIn(tables, pair);
  for (const row of counts) {
    const { edition } = row;
    const own = jointTablesOf(row, listed);
    recordWhenRead(row, ["joint"], () => {
      for (const table of own) behind.joint(table, edition);
    });
    recordWhenRead(row, ["x"], () => {
      behind.international("one", edition);
    });
    recordWhenRead(row, ["y"], () => {
      behind.international("two", edition);
    });
    recordWhenRead(row, ["world"], () => {
      behind.international("world", edition);
    });
  }
}

/** The same for counts from the tables of all pairs of the world. */
export function recordWorldCounts(counts: readonly PairYearCounts[], behind: RowsBehind): void {
  for (const row of counts) {
    recordWhenRead(row, ["joint"], () => {
      behind.ofWorld("world-pairs");
    });
    recordWhenRead(row, ["x", "y"], () => {
      behind.ofWorld("world-international");
    });
  }
}

/** What the parts of an assessment were computed from: plain data, kept with the assessment. */
export interface ReadsBehind {
  /** By the index of a comparable series. */
  readonly series: readonly (readonly Read[])[];
  readonly panels: Readonly<Record<Panel["id"], readonly Read[]>>;
}

export function readsBehind(
  { comparable }: Assessment,
  pair: PairOfCodes,
  tables: PairTables,
  behind: RowsBehind,
): ReadsBehind {
  const listed = listedIn(tables, pair);
  const readsIn = (request: () => void) => [...readsOf(request).reads];
  const ofPanel = (panel: Panel["id"]) =>
    readsIn(() => {
      behind.allPairs(panel);
    });
  return {
    series: comparable.series.map((one) => readsIn(requestOf(one, listed, behind))),
    panels: { world: ofPanel("world"), listed: ofPanel("listed") },
  };
}

/** The settings of a build share series, turns and whole assessments, so one may have been recorded before. */
const recorded = new WeakSet<object>();

function isNew(one: object): boolean {
  if (recorded.has(one)) return false;
  recorded.add(one);
  return true;
}

/** Series, computations of R, and the parts of the two verdicts: code that quotes one needs to load no table. */
export function recordAssessment(assessment: Assessment, behind: ReadsBehind): void {
  if (!isNew(assessment)) return;
  const { comparable, specifications, ratios } = assessment;
  const reads = new Map(comparable.series.map((one, index) => [one, behind.series[index] ?? []]));
  const ofSeries = (series: PairSeries): void => reads.get(series)?.forEach(noteRead);
  const ofAll = (): void => {
    behind.series.flat().forEach(noteRead);
  };
  for (const series of [...reads.keys()].filter(isNew))
    recordWhenRead(series, ["years"], () => {
      ofSeries(series);
    });
  for (const one of specifications) {
    const { series } = one;
    recordWhenRead(one, ["base", "baseJoint"], () => {
      ofSeries(series);
    });
  }
  for (const one of ratios) {
    const { series } = one.specification;
    recordWhenRead(one, ["value", "class", "jointChange"], () => {
      ofSeries(series);
    });
  }
  const ofPapers = (): void => {
    for (const { series } of withMissingPapers(specifications)) ofSeries(series);
  };
  for (const verdict of [assessment.complete, assessment.early])
    if (verdict !== null) recordVerdict(verdict, { ofAll, ofPapers }, behind);
}

function recordVerdict(
  verdict: YearVerdict,
  { ofAll, ofPapers }: { readonly ofAll: () => void; readonly ofPapers: () => void },
  { panels }: ReadsBehind,
): void {
  for (const one of [...verdict.own, ...verdict.turns].filter(isNew))
    recordWhenRead(one, otherProperties(one, "panel"), () => {
      panels[one.panel].forEach(noteRead);
    });
  recordWhenRead(verdict, ["missing"], ofPapers);
  recordWhenRead(verdict, ["verdict", "decision", "tipping", "standing", "confidence", "works"], ofAll);
}

const otherProperties = <T extends object>(object: T, name: keyof T): readonly (keyof T)[] =>
  (Object.keys(object) as (keyof T)[]).filter((each) => each !== name);

/** Requests the rows of a series. */
function requestOf({ choice, edition, years }: PairSeries, listed: Listed, behind: RowsBehind): () => void {
  if (choice.counted === "links") {
    const { panel } = choice;
    return () => {
      behind.allPairs(panel);
    };
  }
  const own = new Set(
    years.flatMap(({ year }) =>
      (listed.get(`${edition} ${year}`) ?? []).slice(0, 1).map(({ table }) => table),
    ),
  );
  return () => {
    for (const table of own) behind.joint(table, edition);
    for (const economy of ["one", "two", "world"] as const) behind.international(economy, edition);
  };
}

/** Counts of the pair by edition and year, in the order of the tables. */
type Listed = ReadonlyMap<string, readonly ListedCount[]>;
interface ListedCount extends Interval {
  readonly table: JointTable;
}

function listedIn(tables: PairTables, pair: PairOfCodes): Listed {
  const listed = new Map<string, ListedCount[]>();
  for (const table of jointTables)
    for (const row of (tables[table] ?? []) as readonly CountedPair[]) {
      if (!samePair(codesOf(row), pair)) continue;
      const key = `${row.edition} ${row.year}`;
      const found = listed.get(key) ?? [];
      found.push({ table, ...countIn(row) });
      listed.set(key, found);
    }
  return listed;
}

/** The first table that gives the count as it is; all that list it if it lies between the bounds of several. */
function jointTablesOf({ edition, year, joint }: PairYearCounts, listed: Listed): readonly JointTable[] {
  const all = listed.get(`${edition} ${year}`) ?? [];
  const same = all.find(({ lower, upper }) => lower === joint.lower && upper === joint.upper);
  return same === undefined ? [...new Set(all.map(({ table }) => table))] : [same.table];
}
