/** Derives the rows of each table from the collected responses. */
import { groupsOf, type Group } from "./collection.js";
import {
  coverageOf,
  fieldsOf,
  internationalOf,
  partnersBySize,
  partnersOf,
  reporters,
  scopes,
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

/** Reads each response once for all its rows. */
class Answers {
  readonly #folder: string;
  readonly #known = new Map<string, ReadonlyMap<string, Group>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  of(query: CountQuery): ReadonlyMap<string, Group> {
    const known = this.#known.get(query.name) ?? groupsOf(this.#folder, query);
    this.#known.set(query.name, known);
    return known;
  }

  count(query: CountQuery, key: string): number {
    return this.of(query).get(key)?.count ?? 0;
  }
}

type Builder = (source: Source, answers: Answers) => Rows;

const builders: ReadonlyMap<string, Builder> = new Map([
  ["world-pairs", worldPairs],
  ["world-international", worldInternational],
  ["pairs", pairs],
  ["flags", flags],
  ["partners", partners],
  ["copublications", copublications],
  ["international", international],
  ["exact-pairs", exactPairs],
  ["openalex-fields", fields],
  ["country-coverage", coverage],
]);

export const countTables: readonly string[] = [...builders.keys()];

export function* rowsOfTables(source: Source): Generator<{ readonly name: string } & Rows> {
  const answers = new Answers(source.folder);
  for (const [name, make] of builders)
    if (source.wanted.tables.has(name)) yield { name, ...make(source, answers) };
}

function worldPairs({ edition, wanted }: Source, answers: Answers): Rows {
  const rows = wanted.years.flatMap((year) => {
    const sizes = answers.of(internationalOf(year));
    const size = (code: string): number => sizes.get(code)?.count ?? -1;
    const found = new Map<string, readonly [string, string, number]>();
    for (const asked of [...sizes.keys()].sort())
      for (const [partner, { count }] of answers.of(partnersOf(year, asked))) {
        if (partner === asked) continue;
        const [a, b] = asked < partner ? ([asked, partner] as const) : ([partner, asked] as const);
        // If the two responses differ, uses the one for the economy with more international works.
        if (!found.has(`${a} ${b}`) || size(asked) > size(partner)) found.set(`${a} ${b}`, [a, b, count]);
      }
    return [...found.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, row]) => [edition, year, ...row]);
  });
  return { columns: ["edition", "year", "a", "b", "works"], rows };
}

function worldInternational({ edition, wanted }: Source, answers: Answers): Rows {
  const codes = new Set(wanted.years.flatMap((year) => [...answers.of(internationalOf(year)).keys()]));
  const rows = [...codes]
    .sort()
    .flatMap((code) =>
      wanted.years
        .map((year) => [edition, year, code, answers.count(internationalOf(year), code)] as const)
        .filter(([, , , works]) => works > 0),
    );
  return { columns: ["edition", "year", "economy", "works"], rows };
}

function pairs({ edition, wanted }: Source, answers: Answers): Rows {
  const codes = [...wanted.pairs].sort();
  const rows = codes.flatMap((a, index) =>
    codes.slice(index + 1).flatMap((b) =>
      wanted.years.map((year) => {
        const works = answers.count(partnersOf(year, a), b);
        const reverse = answers.count(partnersOf(year, b), a);
        const isOne = works === reverse;
        return [a, b, year, edition, works, isOne ? "" : reverse, isOne ? "exact" : "bounds"];
      }),
    ),
  );
  return { columns: ["a", "b", "year", "edition", "works", "reverse", "precision"], rows };
}

/** Suspicious counts in the table pairs, by the rule in data/README.md. */
function flags(source: Source, answers: Answers): Rows {
  const { columns, rows } = pairs(source, answers);
  const at = columns.indexOf("works");
  const works = (row: Rows["rows"][number] | undefined): number => Number(row?.[at]);
  const flagged = rows.filter((row, index) => {
    const [before, after] = [rows[index - 1], rows[index + 1]];
    const isOfPair = [before, after].every((other) => other?.[0] === row[0] && other?.[1] === row[1]);
    return (
      isOfPair &&
      works(row) >= flaggedFrom.works &&
      works(row) >= flaggedFrom.times * Math.sqrt(works(before) * works(after))
    );
  });
  const note = "At least one and a half times its neighbours (their geometric mean); the cause is not known";
  return {
    columns: ["table", "a", "b", "year", "edition", "note"],
    rows: flagged.map(([a = "", b = "", year = "", edition = ""]) => ["pairs", a, b, year, edition, note]),
  };
}

const flaggedFrom = { works: 1000, times: 1.5 } as const;

/** Each reporter's partners in any year, in order. */
function partnerYears(
  { wanted }: Source,
  groups: (year: number, reporter: string) => ReadonlyMap<string, Group>,
): readonly (readonly [reporter: string, partner: string, year: number])[] {
  return reporters.flatMap((reporter) => {
    const names = new Set(wanted.years.flatMap((year) => [...groups(year, reporter).keys()]));
    names.delete(reporter);
    return [...names]
      .sort()
      .flatMap((partner) =>
        wanted.years
          .filter((year) => groups(year, reporter).has(partner))
          .map((year) => [reporter, partner, year] as const),
      );
  });
}

function partners(source: Source, answers: Answers): Rows {
  const rows = partnerYears(source, (year, code) => answers.of(partnersOf(year, code))).map(
    ([reporter, partner, year]) => {
      const works = answers.count(partnersOf(year, reporter), partner);
      return [reporter, partner, year, source.edition, works, "exact"];
    },
  );
  return { columns: ["reporter", "partner", "year", "edition", "works", "precision"], rows };
}

function copublications({ edition, wanted }: Source, answers: Answers): Rows {
  const rows = [...wanted.partners].sort().flatMap((partner) =>
    wanted.years.map((year) => {
      const both = [
        answers.count(partnersOf(year, "US"), partner),
        answers.count(partnersOf(year, partner), "US"),
      ];
      const [lower, upper] = [Math.min(...both), Math.max(...both)];
      return [edition, "US", partner, year, lower, upper, lower === upper ? "exact" : "bounds", ""];
    }),
  );
  const columns = ["edition", "reporter", "partner", "year", "lower", "upper", "precision", "tables"];
  return { columns, rows };
}

function international({ edition, wanted, international: codes }: Source, answers: Answers): Rows {
  const rows = [...codes]
    .sort()
    .flatMap((code) =>
      wanted.years.map((year) => [
        edition,
        code,
        year,
        answers.count(internationalOf(year), code),
        "exact",
        "",
      ]),
    );
  return { columns: ["edition", "economy", "year", "works", "precision", "tables"], rows };
}

function exactPairs(source: Source, answers: Answers): Rows {
  const of = (year: number, code: string, size: "exactly-two" | "more", partner: string): number =>
    answers.count(partnersBySize(year, code, size), partner);
  const either = (year: number, code: string): ReadonlyMap<string, Group> =>
    new Map([
      ...answers.of(partnersBySize(year, code, "exactly-two")),
      ...answers.of(partnersBySize(year, code, "more")),
    ]);
  const rows = partnerYears(source, either).map(([reporter, partner, year]) => [
    reporter,
    partner,
    year,
    source.edition,
    of(year, reporter, "exactly-two", partner),
    of(year, reporter, "more", partner),
  ]);
  return { columns: ["reporter", "partner", "year", "edition", "exactlyTwo", "more"], rows };
}

function fields({ edition, wanted }: Source, answers: Answers): Rows {
  const rows = wanted.years.flatMap((year) =>
    [...answers.of(fieldsOf(year, "all"))]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([id, { name }]) => [
        edition,
        year,
        Number(id),
        name,
        ...scopes.map((scope) => answers.count(fieldsOf(year, scope), id)),
      ]),
  );
  return { columns: ["edition", "year", "field", "name", ...scopes], rows };
}

function coverage({ edition, wanted: { years } }: Source, answers: Answers): Rows {
  const rows = years.map((year) => [
    edition,
    year,
    answers.count(coverageOf(years, "all"), String(year)),
    answers.count(coverageOf(years, "without-country"), String(year)),
  ]);
  return { columns: ["edition", "year", "works", "withoutCountry"], rows };
}
