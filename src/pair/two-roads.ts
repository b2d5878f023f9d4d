/**
 * Numbers that stand in two tables, or follow from two: do they agree? Lists of partners against the table of pairs,
 * printed shares against those of the counts. The page says what does not agree.
 */
import type {
  CopublicationsRow,
  InternationalRow,
  NsfPairsRow,
  PairsRow,
  PartnerSharesRow,
  PartnersRow,
} from "../data/rows.js";
import type { Interval } from "../model/measure.js";
import { worksOf } from "./joint-counts.js";

/** What one table has of a number. */
export interface Road extends Interval {
  readonly table: string;
}

/** A number of two economies in one year of one edition that has several roads; codes in alphabetical order. */
export interface Crossing {
  readonly pair: readonly [string, string];
  readonly year: number;
  readonly edition: string;
  readonly roads: readonly Road[];
}

export interface TwoRoads {
  /** Numbers with two roads or more. */
  readonly compared: number;
  /** Those whose roads have no number in common, by edition, year and codes. */
  readonly differing: readonly Crossing[];
}

/**
 * Joint papers that several of the tables have: the lists of partners of each reporter, the pairs of the panel, the
 * pairs that NSF prints, and the main pairs by year. Bounds agree where they overlap. A row that stands twice in a table
 * is two roads.
 */
export function countRoads(tables: {
  readonly partners?: readonly PartnersRow[];
  readonly pairs?: readonly PairsRow[];
  readonly copublications?: readonly CopublicationsRow[];
  readonly "nsf-pairs"?: readonly NsfPairsRow[];
}): TwoRoads {
  const { partners = [], pairs = [], copublications = [] } = tables;
  return met([
    ...partners.map((row) =>
      crossing(row, row.reporter, row.partner, `partners of ${row.reporter}`, exactly(row.works)),
    ),
    ...pairs.map((row) => crossing(row, row.a, row.b, "pairs", worksOf(row))),
    ...(tables["nsf-pairs"] ?? []).map((row) => crossing(row, row.a, row.b, "nsf-pairs", exactly(row.works))),
    ...copublications.map((row) => crossing(row, row.reporter, row.partner, "copublications", row)),
  ]);
}

/** Half of the last digit that is printed, in percent. */
const rounding = 0.005;

/**
 * Shares of joint papers in the international papers of one of the two, in percent: as printed, give or take its
 * rounding, and as the counts have it. A share whose counts an edition lacks has one road and is not compared.
 */
export function shareRoads(tables: {
  readonly "partner-shares": readonly PartnerSharesRow[];
  readonly copublications: readonly CopublicationsRow[];
  readonly international: readonly InternationalRow[];
}): TwoRoads {
  const wholes = new Map(tables.international.map((row) => [keyOf(row, [row.economy]), row.works]));
  const computed = tables.copublications.flatMap((row) =>
    [row.reporter, row.partner].flatMap((of) => {
      const whole = wholes.get(keyOf(row, [of])) ?? 0;
      if (whole === 0) return [];
      const share = { lower: (100 * row.lower) / whole, upper: (100 * row.upper) / whole };
      return [{ of, ...crossing(row, row.reporter, row.partner, `of ${of}, computed`, share) }];
    }),
  );
  const printed = tables["partner-shares"].flatMap((row) =>
    (
      [
        [row.reporter, row.ofReporter],
        [row.partner, row.ofPartner],
      ] as const
    ).flatMap(([of, share]) =>
      share === null
        ? []
        : [
            {
              of,
              ...crossing(row, row.reporter, row.partner, `of ${of}, printed`, {
                lower: share - rounding,
                upper: share + rounding,
              }),
            },
          ],
    ),
  );
  return met([...printed, ...computed]);
}

interface Step extends Omit<Crossing, "roads"> {
  readonly road: Road;
  /** Whose share it is, where it is one. */
  readonly of?: string;
}

function crossing(
  { year, edition }: { readonly year: number; readonly edition: string },
  a: string,
  b: string,
  table: string,
  { lower, upper }: Interval,
): Step {
  return { pair: a < b ? [a, b] : [b, a], year, edition, road: { table, lower, upper } };
}

function met(steps: readonly Step[]): TwoRoads {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const key = keyOf(step, [...step.pair, step.of ?? ""]);
    const own = found.get(key);
    if (own === undefined) found.set(key, [step]);
    else own.push(step);
  }
  const crossings = [...found].flatMap(([key, own]) => {
    const [{ pair, year, edition }] = own as [Step, ...Step[]];
    return own.length < 2 ? [] : [{ key, pair, year, edition, roads: own.map(({ road }) => road) }];
  });
  return {
    compared: crossings.length,
    differing: crossings
      .filter(({ roads }) => differ(roads))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ pair, year, edition, roads }) => ({ pair, year, edition, roads })),
  };
}

/** Beyond what rounding of the machine does to a quotient. */
function differ(roads: readonly Road[]): boolean {
  const lower = Math.max(...roads.map((road) => road.lower));
  return lower > Math.min(...roads.map(({ upper }) => upper)) + 1e-9 * lower;
}

function keyOf(
  { edition, year }: { readonly edition: string; readonly year: number },
  codes: readonly string[],
): string {
  return [edition, year, ...codes].join(" ");
}

function exactly(works: number): Interval {
  return { lower: works, upper: works };
}
