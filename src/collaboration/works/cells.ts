/** Extracts the cells (year by field) of one pair from a cube, reading each table once, however large. */
import type { CountryCount, CubeTables, PairCount, TotalCount } from "briefing/analysis";

/** A country in a cell. Links are counted, one for each pair of countries on a paper. */
export type CountryCell = Readonly<ReturnType<typeof noCountry>>;

const noCountry = () => ({
  /** All papers, those of a single country included. */
  whole: 0,
  /** Papers with authors in at least one other country; those of exactly two countries; those not hyper-authored. */
  international: 0,
  bilateral: 0,
  nonhyper: 0,
  /** With all countries, on papers of three or more countries. */
  multilateralLinks: 0,
});

export type PairCell = Readonly<ReturnType<typeof emptyCell>>;

const emptyCell = (year: number, field: number, partners: readonly string[]) => ({
  year,
  field,
  works: 0,
  withoutCountry: 0,
  /** Papers of exactly one of the cube's two countries on which an author names no country. */
  unlocated: 0,
  /** Of the world, and of the two. */
  all: noCountry(),
  x: noCountry(),
  y: noCountry(),
  /** Joint papers of the pair; `dual`: with an author in both countries. */
  joint: { whole: 0, bilateral: 0, multilateral: 0, nonhyper: 0, dual: 0 },
  /** Joint papers of x with each of the requested partners. */
  partners: new Map(partners.map((partner) => [partner, 0])),
});

/** The three tables that count papers: all of them, or those in the panel of sources. */
export interface CountTables {
  readonly countries: Iterable<CountryCount>;
  readonly pairs: Iterable<PairCount>;
  readonly totals: Iterable<TotalCount>;
}

/** The cells of a pair, by year and field; cells without papers are omitted. */
export function pairCells(
  [x, y]: readonly [string, string],
  tables: CountTables,
  partners: readonly string[] = [],
): readonly PairCell[] {
  const cells = new Map<string, ReturnType<typeof emptyCell>>();
  const cellOf = ({ year, field }: Pick<PairCell, "year" | "field">) => {
    const key = `${year} ${field}`;
    const cell = cells.get(key) ?? emptyCell(year, field, partners);
    cells.set(key, cell);
    return cell;
  };
  for (const row of tables.totals) {
    const cell = cellOf(row);
    cell.works += row.works;
    cell.withoutCountry += row.no_country;
    cell.unlocated += row.unlocated_a + row.unlocated_b;
    add(["international", "nonhyper"], row, cell.all);
  }
  for (const row of tables.countries) {
    if (row.country !== x && row.country !== y) continue;
    const cell = cellOf(row);
    add(["whole", "international", "bilateral", "nonhyper"], row, row.country === x ? cell.x : cell.y);
  }
  for (const row of tables.pairs) {
    const cell = cellOf(row);
    add(["bilateral"], row, cell.all);
    cell.all.multilateralLinks += row.multilateral;
    for (const code of [row.a, row.b]) {
      if (code === x) cell.x.multilateralLinks += row.multilateral;
      if (code === y) cell.y.multilateralLinks += row.multilateral;
    }
    const other = row.a === x ? row.b : row.b === x ? row.a : undefined;
    if (other === undefined) continue;
    const joint = cell.partners.get(other);
    if (joint !== undefined) cell.partners.set(other, joint + row.whole);
    if (other === y) add(["whole", "bilateral", "multilateral", "nonhyper", "dual"], row, cell.joint);
  }
  return [...cells.values()].sort((a, b) => a.year - b.year || a.field - b.field);
}

/** Adds some counts of a row to sums of the same names. */
function add<Key extends string>(
  names: readonly Key[],
  row: Readonly<Record<Key, number>>,
  sums: Record<Key, number>,
): void {
  for (const name of names) sums[name] += row[name];
}

export type PairCube = Readonly<ReturnType<typeof pairCube>>;

/** A cube's data about a pair. Citations and sources are counted only for the cube's own pair. */
export function pairCube(pair: readonly [string, string], cube: CubeTables, partners: readonly string[]) {
  const { facts } = cube;
  const isOwn = pair.every((code) => facts.pair.includes(code));
  /** The sources that have papers in every panel year. */
  const sources = new Set([...cube.rows("panel")].map(({ source }) => source));
  const all = { countries: cube.rows("countries"), pairs: cube.rows("pairs"), totals: cube.rows("totals") };
  const panel = {
    countries: cube.rows("panel_countries"),
    pairs: cube.rows("panel_pairs"),
    totals: cube.rows("panel_totals"),
  };
  return {
    pair,
    /** Whether the cube was made for this pair. */
    isOwn,
    /** First and last year of the panel of sources. */
    panelYears: facts.panel,
    panelSources: sources.size,
    works: facts.counted,
    hash: facts.hash,
    /** Papers with more countries or authors are hyper-authored. */
    hyper: facts.hyper,
    cells: pairCells(pair, all, partners),
    panel: pairCells(pair, panel),
    citations: isOwn ? [...cube.rows("citations")] : [],
    // `in_a` and `in_b` refer to the cube's first and second country: only their sums and differences are used.
    venues: isOwn ? [...cube.rows("venues")].filter(({ source }) => sources.has(source)) : [],
    sources,
  };
}
