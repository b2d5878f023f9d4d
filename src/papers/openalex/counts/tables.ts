/** Derives the rows of each table from the collected responses. */
import { groupsOf, type Group } from "./collection.js";
import {
  coverageOf,
  coverages,
  fieldsOf,
  internationalOf,
  partnersBySize,
  partnersOf,
  reporters,
  scopes,
  sizes,
  type CountQuery,
  type Wanted,
} from "./queries.js";

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

interface Source {
  readonly folder: string;
  readonly edition: string;
  readonly wanted: Wanted;
  /** Economies for which the table international uses OpenAlex. */
  readonly international: readonly string[];
}

type Groups = ReadonlyMap<string, Group>;

type Answers = ReturnType<typeof answersIn>;

/** Reads each response once for all its rows. */
function answersIn({ folder, wanted, edition, international }: Source) {
  const known = new Map<string, Groups>();
  const of = (query: CountQuery): Groups => {
    const groups = known.get(query.name) ?? groupsOf(folder, query);
    known.set(query.name, groups);
    return groups;
  };
  const count = (query: CountQuery, key: string): number => of(query).get(key)?.count ?? 0;
  return { ...wanted, edition, international, of, count };
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: (answers: Answers) => Rows["rows"];
}

const tables: Readonly<Record<string, Table>> = {
  "world-pairs": {
    columns: ["edition", "year", "a", "b", "works"],
    rows: ({ edition, years, of }) =>
      years.flatMap((year) => pairsOf(year, of).map((row) => [edition, year, ...row])),
  },
  "world-international": {
    columns: ["edition", "year", "economy", "works"],
    rows: ({ edition, years, of, count }) =>
      yearsByKey(years, (year) => of(internationalOf(year))).map(([code, year]) => [
        edition,
        year,
        code,
        count(internationalOf(year), code),
      ]),
  },
  pairs: { columns: ["a", "b", "year", "edition", "works", "reverse", "precision"], rows: pairs },
  flags: { columns: ["table", "a", "b", "year", "edition", "note"], rows: flags },
  partners: {
    columns: ["reporter", "partner", "year", "edition", "works", "precision"],
    rows: ({ edition, years, of, count }) =>
      partnerYears(years, (year, code) => of(partnersOf(year, code))).map(([reporter, partner, year]) => [
        reporter,
        partner,
        year,
        edition,
        count(partnersOf(year, reporter), partner),
        "exact",
      ]),
  },
  copublications: {
    columns: ["edition", "reporter", "partner", "year", "lower", "upper", "precision", "tables"],
    rows: ({ edition, years, partners, count }) =>
      [...partners].sort().flatMap((partner) =>
        years.map((year) => {
          const both = [count(partnersOf(year, "US"), partner), count(partnersOf(year, partner), "US")];
          const lower = Math.min(...both);
          const upper = Math.max(...both);
          return [edition, "US", partner, year, lower, upper, lower === upper ? "exact" : "bounds", ""];
        }),
      ),
  },
  international: {
    columns: ["edition", "economy", "year", "works", "precision", "tables"],
    rows: ({ edition, years, international, count }) =>
      [...international]
        .sort()
        .flatMap((code) =>
          years.map((year) => [edition, code, year, count(internationalOf(year), code), "exact", ""]),
        ),
  },
  "exact-pairs": {
    columns: ["reporter", "partner", "year", "edition", "exactlyTwo", "more"],
    rows({ edition, years, of, count }) {
      const either = (year: number, code: string): Groups =>
        new Map(sizes.flatMap((size) => [...of(partnersBySize(year, code, size))]));
      return partnerYears(years, either).map(([reporter, partner, year]) => [
        reporter,
        partner,
        year,
        edition,
        ...sizes.map((size) => count(partnersBySize(year, reporter, size), partner)),
      ]);
    },
  },
  "openalex-fields": {
    columns: ["edition", "year", "field", "name", ...scopes],
    rows: ({ edition, years, of, count }) =>
      years.flatMap((year) =>
        [...of(fieldsOf(year, "all"))]
          .sort(([a], [b]) => Number(a) - Number(b))
          .map(([id, { name }]) => [
            edition,
            year,
            Number(id),
            name,
            ...scopes.map((scope) => count(fieldsOf(year, scope), id)),
          ]),
      ),
  },
  "country-coverage": {
    columns: ["edition", "year", "works", "withoutCountry"],
    rows: ({ edition, years, count }) =>
      years.map((year) => [
        edition,
        year,
        ...coverages.map((which) => count(coverageOf(years, which), String(year))),
      ]),
  },
};

export const countTables: readonly string[] = Object.keys(tables);

export function* rowsOfTables(source: Source): Generator<{ readonly name: string } & Rows> {
  const answers = answersIn(source);
  for (const [name, { columns, rows }] of Object.entries(tables))
    if (source.wanted.tables.has(name)) yield { name, columns, rows: rows(answers) };
}

/** Every pair of economies with joint works, sorted. */
function pairsOf(year: number, of: Answers["of"]): readonly (readonly [string, string, number])[] {
  const totals = of(internationalOf(year));
  const size = (code: string): number => totals.get(code)?.count ?? -1;
  const found = new Map<string, readonly [string, string, number]>();
  for (const asked of [...totals.keys()].sort())
    for (const [partner, { count }] of of(partnersOf(year, asked))) {
      if (partner === asked) continue;
      const [a, b] = asked < partner ? ([asked, partner] as const) : ([partner, asked] as const);
      // If the two responses differ, uses the one for the economy with more international works.
      if (!found.has(`${a} ${b}`) || size(asked) > size(partner)) found.set(`${a} ${b}`, [a, b, count]);
    }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function pairs({ edition, years, pairs: economies, count }: Answers): Rows["rows"] {
  const codes = [...economies].sort();
  return codes.flatMap((a, index) =>
    codes.slice(index + 1).flatMap((b) =>
      years.map((year) => {
        const works = count(partnersOf(year, a), b);
        const reverse = count(partnersOf(year, b), a);
        const isOne = works === reverse;
        return [a, b, year, edition, works, isOne ? "" : reverse, isOne ? "exact" : "bounds"];
      }),
    ),
  );
}

/** Suspicious counts in the table pairs, by the rule in data/README.md. */
function flags(answers: Answers): Rows["rows"] {
  const rows = pairs(answers);
  const works = (row: Rows["rows"][number] | undefined): number => Number(row?.[4]);
  const flagged = rows.filter((row, index) => {
    const before = rows[index - 1];
    const after = rows[index + 1];
    const isOfPair = [before, after].every((other) => other?.[0] === row[0] && other?.[1] === row[1]);
    return (
      isOfPair &&
      works(row) >= flaggedFrom.works &&
      works(row) >= flaggedFrom.times * Math.sqrt(works(before) * works(after))
    );
  });
  const note = "At least one and a half times its neighbours (their geometric mean); the cause is not known";
  return flagged.map(([a = "", b = "", year = "", edition = ""]) => ["pairs", a, b, year, edition, note]);
}

const flaggedFrom = { works: 1000, times: 1.5 } as const;

/** Each key in any year's groups, sorted, with the years that have it. */
function yearsByKey(
  years: readonly number[],
  groups: (year: number) => Groups,
): readonly (readonly [key: string, year: number])[] {
  const keys = new Set(years.flatMap((year) => [...groups(year).keys()]));
  return [...keys]
    .sort()
    .flatMap((key) => years.filter((year) => groups(year).has(key)).map((year) => [key, year] as const));
}

/** Each reporter's partners in any year, in order. */
const partnerYears = (
  years: readonly number[],
  groups: (year: number, reporter: string) => Groups,
): readonly (readonly [reporter: string, partner: string, year: number])[] =>
  reporters.flatMap((reporter) =>
    yearsByKey(years, (year) => groups(year, reporter))
      .filter(([partner]) => partner !== reporter)
      .map(([partner, year]) => [reporter, partner, year] as const),
  );
