/**
 * Do the tables contradict each other? Numbers that several tables have, or that follow from two, are compared: lists of
 * partners with the table of pairs, printed shares with those of the counts.
 */
import type {
  CopublicationsRow,
  InternationalRow,
  NsfPairsRow,
  PairsRow,
  PartnerSharesRow,
  PartnersRow,
} from "../../../src/analysis/rows.js";
import type { Interval } from "../../../src/model/measure.js";
import type { PairContext } from "../../../src/analysis/pair/context.js";
import { worksOf } from "../../../src/analysis/pair/joint-counts.js";

/** What one table has of a number. */
interface Reading extends Interval {
  readonly table: string;
}

/** A number of two economies in one year of one edition that several tables have; codes in alphabetical order. */
interface Comparison {
  readonly pair: readonly [string, string];
  readonly year: number;
  readonly edition: string;
  readonly readings: readonly Reading[];
}

export interface Consistency {
  /** Numbers with two readings or more. */
  readonly compared: number;
  /** Those whose readings have no number in common, by edition, year and codes. */
  readonly differing: readonly Comparison[];
}

/**
 * Joint papers that several of the tables have: the lists of partners of each reporter, the pairs of the panel, the
 * pairs that NSF prints, and the main pairs by year. Bounds agree where they overlap. A row that stands twice in a table
 * is two readings.
 */
export function countConsistency(tables: {
  readonly partners?: readonly PartnersRow[];
  readonly pairs?: readonly PairsRow[];
  readonly copublications?: readonly CopublicationsRow[];
  readonly "nsf-pairs"?: readonly NsfPairsRow[];
}): Consistency {
  const { partners = [], pairs = [], copublications = [] } = tables;
  return group([
    ...partners.map((row) =>
      reading(row, row.reporter, row.partner, `partners:${row.reporter}`, exactly(row.works)),
    ),
    ...pairs.map((row) => reading(row, row.a, row.b, "pairs", worksOf(row))),
    ...(tables["nsf-pairs"] ?? []).map((row) => reading(row, row.a, row.b, "nsf-pairs", exactly(row.works))),
    ...copublications.map((row) => reading(row, row.reporter, row.partner, "copublications", row)),
  ]);
}

/** Both comparisons over all tables that a context loads. */
export function consistencyOf(about: Pick<PairContext, "rows">): {
  readonly counted: Consistency;
  readonly shares: Consistency;
  /** No number differs. */
  readonly isConsistent: boolean;
} {
  const [copublications, international] = [about.rows("copublications"), about.rows("international")];
  const inPairs = { pairs: about.rows("pairs"), "nsf-pairs": about.rows("nsf-pairs") };
  const counted = countConsistency({ copublications, ...inPairs, partners: about.rows("partners") });
  const printed = { copublications, international, "partner-shares": about.rows("partner-shares") };
  const shares = shareConsistency(printed);
  return { counted, shares, isConsistent: counted.differing.length + shares.differing.length === 0 };
}

/** Half of the last digit that is printed, in percent. */
const rounding = 0.005;

/**
 * Shares of joint papers in the international papers of one of the two, in percent: as printed, give or take its
 * rounding, and as the counts have it. A share whose counts an edition lacks has one reading and is not compared.
 */
export function shareConsistency(tables: {
  readonly "partner-shares": readonly PartnerSharesRow[];
  readonly copublications: readonly CopublicationsRow[];
  readonly international: readonly InternationalRow[];
}): Consistency {
  const wholes = new Map(tables.international.map((row) => [keyOf(row, [row.economy]), row.works]));
  const computed = tables.copublications.flatMap((row) =>
    [row.reporter, row.partner].flatMap((of) => {
      const whole = wholes.get(keyOf(row, [of])) ?? 0;
      if (whole === 0) return [];
      const share = { lower: (100 * row.lower) / whole, upper: (100 * row.upper) / whole };
      return [{ of, ...reading(row, row.reporter, row.partner, `${of}:computed`, share) }];
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
              ...reading(row, row.reporter, row.partner, `${of}:printed`, {
                lower: share - rounding,
                upper: share + rounding,
              }),
            },
          ],
    ),
  );
  return group([...printed, ...computed]);
}

interface Found extends Omit<Comparison, "readings"> {
  readonly reading: Reading;
  /** Whose share it is, where it is one. */
  readonly of?: string;
}

function reading(
  { year, edition }: { readonly year: number; readonly edition: string },
  a: string,
  b: string,
  table: string,
  { lower, upper }: Interval,
): Found {
  return { pair: a < b ? [a, b] : [b, a], year, edition, reading: { table, lower, upper } };
}

function group(found: readonly Found[]): Consistency {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const key = keyOf(one, [...one.pair, one.of ?? ""]);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [one]);
    else own.push(one);
  }
  const comparisons = [...groups].flatMap(([key, own]) => {
    const [{ pair, year, edition }] = own as [Found, ...Found[]];
    return own.length < 2 ? [] : [{ key, pair, year, edition, readings: own.map(({ reading }) => reading) }];
  });
  return {
    compared: comparisons.length,
    differing: comparisons
      .filter(({ readings }) => differ(readings))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ pair, year, edition, readings }) => ({ pair, year, edition, readings })),
  };
}

/** Beyond what rounding of the machine does to a quotient. */
function differ(readings: readonly Reading[]): boolean {
  const lower = Math.max(...readings.map((reading) => reading.lower));
  return lower > Math.min(...readings.map(({ upper }) => upper)) + 1e-9 * lower;
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
