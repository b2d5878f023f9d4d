/** Extracts the cells (year by field) of one pair from a cube, reading each table once, however large. */
import type { CountryCount, CubeTables, PairCount, TotalCount } from "../../model/cube.js";

/** A country in a cell. Links are counted, one for each pair of countries on a paper. */
export interface CountryCell {
  /** Papers with authors in at least one other country; those of exactly two countries; those not hyper-authored. */
  readonly international: number;
  readonly bilateral: number;
  readonly nonhyper: number;
  /** With all countries, on papers of three or more countries. */
  readonly multilateralLinks: number;
}

/** Joint papers of the pair in a cell. */
interface JointCell {
  readonly whole: number;
  readonly bilateral: number;
  readonly multilateral: number;
  readonly nonhyper: number;
  /** With an author in both countries. */
  readonly dual: number;
}

export interface PairCell {
  readonly year: number;
  readonly field: number;
  readonly works: number;
  readonly withoutCountry: number;
  /** Of the world. */
  readonly all: CountryCell;
  readonly x: CountryCell;
  readonly y: CountryCell;
  readonly joint: JointCell;
  /** Joint papers of x with each of the requested partners. */
  readonly partners: ReadonlyMap<string, number>;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
interface Collected extends Writable<Omit<PairCell, "all" | "x" | "y" | "joint" | "partners">> {
  readonly all: Writable<CountryCell>;
  readonly x: Writable<CountryCell>;
  readonly y: Writable<CountryCell>;
  readonly joint: Writable<JointCell>;
  readonly partners: Map<string, number>;
}

const noCountry = () => ({ international: 0, bilateral: 0, nonhyper: 0, multilateralLinks: 0 });

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
  const cells = new Map<string, Collected>();
  const cellOf = ({ year, field }: { readonly year: number; readonly field: number }): Collected => {
    const key = `${year} ${field}`;
    const known = cells.get(key);
    if (known !== undefined) return known;
    const made: Collected = {
      ...{ year, field, works: 0, withoutCountry: 0, all: noCountry(), x: noCountry(), y: noCountry() },
      joint: { whole: 0, bilateral: 0, multilateral: 0, nonhyper: 0, dual: 0 },
      partners: new Map(partners.map((partner) => [partner, 0])),
    };
    cells.set(key, made);
    return made;
  };
  for (const row of tables.totals) {
    const cell = cellOf(row);
    cell.works += row.works;
    cell.withoutCountry += row.no_country;
    cell.all.international += row.international;
    cell.all.nonhyper += row.nonhyper;
  }
  for (const row of tables.countries) {
    if (row.country !== x && row.country !== y) continue;
    const cell = cellOf(row);
    const own = row.country === x ? cell.x : cell.y;
    own.international += row.international;
    own.bilateral += row.bilateral;
    own.nonhyper += row.nonhyper;
  }
  for (const row of tables.pairs) {
    const cell = cellOf(row);
    cell.all.bilateral += row.bilateral;
    cell.all.multilateralLinks += row.multilateral;
    for (const code of [row.a, row.b]) {
      if (code === x) cell.x.multilateralLinks += row.multilateral;
      if (code === y) cell.y.multilateralLinks += row.multilateral;
    }
    const other = row.a === x ? row.b : row.b === x ? row.a : undefined;
    if (other === undefined) continue;
    if (cell.partners.has(other)) cell.partners.set(other, (cell.partners.get(other) ?? 0) + row.whole);
    if (other === y) {
      cell.joint.whole += row.whole;
      cell.joint.bilateral += row.bilateral;
      cell.joint.multilateral += row.multilateral;
      cell.joint.nonhyper += row.nonhyper;
      cell.joint.dual += row.dual;
    }
  }
  return [...cells.values()].sort((a, b) => a.year - b.year || a.field - b.field);
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
