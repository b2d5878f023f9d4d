import {
  linkCounts,
  type LinkTable,
  observedToExpected,
  observedToFitted,
  quasiIndependence,
  ric,
  salton,
} from "../indicators/affinity.js";
import { AnalysisError } from "../indicators/errors.js";
import type { PairInUniverse } from "../indicators/pair-counts.js";
import type { BoundedMeasure } from "../../model/measure.js";
import { counts, type PairTables, type PairYearCounts } from "./joint-counts.js";
import { type LinkYear, linkPanel } from "./link-panel.js";
import { editionOf, observation, type Observation, type ObservationOptions } from "./editions.js";
import { about } from "./year-error.js";

/**
 * How the affinity of a pair is measured. `I10`: Salton's cosine, on papers. `I12`: observed over expected joint papers,
 * on papers. `I14`: relative intensity of collaboration, on links, in one direction. `I16`: observed over expected links
 * of quasi-independence.
 */
export type AffinityMeasure = "I10" | "I12" | "I14" | "I16";

/** The affinity in a year; `lower` to `upper` holds what the bounds of the counts allow. */
export interface PropensityPoint extends BoundedMeasure, Observation {
  readonly year: number;
  readonly edition: string;
}

/** One measure of the affinity of a pair in one edition of one source: a series never crosses editions. */
export interface PropensitySeries {
  readonly source: string;
  readonly edition: string;
  /** Month in which the edition was counted. */
  readonly collected: string;
  readonly measure: AffinityMeasure;
  readonly universe: "papers" | "links";
  /** Of an index that has a direction: whose choice of whom, as codes. */
  readonly direction?: { readonly of: string; readonly with: string };
  /** Economies among which an expectation by links is formed. */
  readonly economies?: readonly string[];
  readonly points: readonly PropensityPoint[];
}

/**
 * The affinity of two economies over time, one series a measure and edition.
 *
 * On papers, in the editions that have the international papers of both: Salton (I10), and observed over expected (I12)
 * where they have those of the world too. On links, from the table of pairs if it has both economies:
 * RIC in both directions (I14) and quasi-independence (I16). Levels of different measures are not comparable: compare
 * changes. A year whose denominators are missing has no value, and says why. Throws where no table has the pair, and
 * where a year of the table of pairs is not complete.
 */
export function propensity(
  x: string,
  y: string,
  tables: PairTables,
  options: ObservationOptions = {},
): readonly PropensitySeries[] {
  const rows = counts(x, y, tables, options);
  const editions = [...new Set(rows.map(({ edition }) => edition))];
  const onPapers = editions.flatMap((edition) =>
    paperSeries(
      rows.filter((row) => row.edition === edition),
      tables,
    ),
  );
  const series = [...onPapers, ...linkSeries(x, y, tables, options)];
  if (series.length === 0)
    throw new AnalysisError(`pair: no table has joint papers of ${x} and ${y}`, {
      hint: "Codes are those of the table economies; tables that are not given are not read.",
    });
  return series;
}

function paperSeries(rows: readonly PairYearCounts[], { editions }: PairTables): readonly PropensitySeries[] {
  const edition = namesOf((rows[0] as PairYearCounts).edition, { editions });
  const points = (measure: (row: PairYearCounts) => BoundedMeasure): readonly PropensityPoint[] =>
    rows.map((row) =>
      pointOf(
        row,
        about(
          `${row.year} (${row.edition})`,
          "Compare the joint papers with the international papers of the same year and edition.",
          () => measure(row),
        ),
      ),
    );
  const inWorld = rows.filter(({ world }) => world !== null);
  const series = (measure: "I10" | "I12", of: (row: PairYearCounts) => BoundedMeasure) => ({
    ...edition,
    measure,
    universe: "papers" as const,
    points: points(of),
  });
  const hasBoth = ({ x, y }: PairYearCounts): boolean => x !== null && y !== null;
  return [
    ...(inWorld.some(hasBoth) ? [series("I12", ofExpected)] : []),
    ...(rows.some(hasBoth) ? [series("I10", ofBoth)] : []),
  ];
}

function ofBoth({ joint, x, y }: PairYearCounts): BoundedMeasure {
  return x === null || y === null ? unknown : salton({ joint, x, y });
}

function ofExpected({ joint, x, y, world }: PairYearCounts): BoundedMeasure {
  if (x === null || y === null || world === null) return unknown;
  return observedToExpected({ universe: "papers", joint, x, y, total: world });
}

/** A denominator is not in the edition. */
const unknown: BoundedMeasure = { value: null, lower: null, upper: null, reason: "insufficient_data", n: 0 };

function linkSeries(
  x: string,
  y: string,
  { pairs = [], editions }: PairTables,
  options: ObservationOptions,
): readonly PropensitySeries[] {
  const panel = linkPanel(pairs).filter(({ economies }) => economies.includes(x) && economies.includes(y));
  return [...new Set(panel.map(({ edition }) => edition))].flatMap((id) => {
    const years = panel.filter(({ edition }) => edition === id);
    const edition = namesOf(id, { editions });
    const series = (measure: "I14" | "I16", of: (year: LinkYear) => BoundedMeasure) => ({
      ...edition,
      measure,
      universe: "links" as const,
      economies: years[0]?.economies ?? [],
      points: years.map((year) =>
        pointOf({ ...year, ...observation(year.year, editionOf(id, editions), options) }, of(year)),
      ),
    });
    return [
      { ...series("I14", (year) => intensity(year, x, y)), direction: { of: x, with: y } },
      { ...series("I14", (year) => intensity(year, y, x)), direction: { of: y, with: x } },
      series("I16", (year) => ofFitted(year, x, y)),
    ];
  });
}

/** RIC of one with the other; bounds of every pair of the panel travel. */
function intensity({ middle, least, most }: LinkYear, of: string, other: string): BoundedMeasure {
  if (least === most) return ric(linkCounts(middle, of, other));
  const [low, high] = [linkCounts(least, of, other), linkCounts(most, of, other)];
  const between = (name: "joint" | "x" | "y" | "total") => ({
    lower: low[name] as number,
    upper: high[name] as number,
  });
  const inputs: PairInUniverse = {
    universe: "links",
    joint: between("joint"),
    x: between("x"),
    y: between("y"),
    total: between("total"),
  };
  return ric(inputs);
}

/**
 * Observed over fitted links. The fit has no closed form: of every pair that is not known exactly the effect is taken
 * by itself, and the effects are added. The pairs that are uncertain differ by one link in thousands.
 */
function ofFitted({ middle, oneAtATime }: LinkYear, x: string, y: string): BoundedMeasure {
  const at = (table: LinkTable) => observedToFitted(quasiIndependence(table), x, y);
  const { value, n, reason } = at(middle);
  if (value === null)
    return { value, lower: null, upper: null, n, ...(reason === undefined ? {} : { reason }) };
  let [lower, upper] = [value, value];
  for (const tables of oneAtATime) {
    const effects = tables.map((table) => (at(table).value ?? value) - value);
    lower += Math.min(0, ...effects);
    upper += Math.max(0, ...effects);
  }
  return { value, lower: Math.max(0, lower), upper, n };
}

function pointOf(
  {
    year,
    edition,
    months,
    status,
    completeness,
  }: Observation & { readonly year: number; readonly edition: string },
  { value, lower, upper, n, reason }: BoundedMeasure,
): PropensityPoint {
  const why = reason === undefined ? {} : { reason };
  return { year, edition, value, lower, upper, ...why, n, months, status, completeness };
}

function namesOf(id: string, { editions }: Pick<PairTables, "editions">) {
  const { edition, source, collected } = editionOf(id, editions);
  return { edition, source, collected };
}

/** The series of the edition of each source that was counted last. */
export function newestEditions(series: readonly PropensitySeries[]): readonly PropensitySeries[] {
  return series.filter(
    ({ source, collected }) =>
      !series.some((other) => other.source === source && other.collected > collected),
  );
}
