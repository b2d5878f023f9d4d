/** Finds responses that lack groups which other responses have: a list may be cut short without any sign of it. */
import {
  type CountQuery,
  fieldsOf,
  internationalOf,
  partnersBySize,
  partnersOf,
  queriesOf,
  sizes,
  type Wanted,
} from "./queries.js";

type Groups = ReadonlyMap<string, { readonly count: number }>;

export interface CutAnswer {
  readonly query: CountQuery;
  readonly why: string;
}

/** Fewer works may have been added between two requests. */
const clearly = 10;

/** @param read the groups of a query; undefined if it was not asked */
export function cutAnswers(
  wanted: Wanted,
  codesOf: (year: number) => readonly string[],
  read: (query: CountQuery) => Groups | undefined,
): readonly CutAnswer[] {
  const asked = new Set(queriesOf(wanted, codesOf).map(({ name }) => name));
  const answered = new Map<string, Groups | undefined>();
  const groupsOf = (query: CountQuery): Groups | undefined => {
    if (!answered.has(query.name)) answered.set(query.name, read(query));
    return answered.get(query.name);
  };
  const cut = new Map<string, CutAnswer>();
  /** A group of one response that must be in another one. */
  const mustHave = (query: CountQuery, key: string, other: CountQuery, count: number): void => {
    const groups = groupsOf(query);
    if (count < clearly || groups === undefined || groups.has(key) || cut.has(query.name)) return;
    cut.set(query.name, { query, why: `it lacks ${key}, where ${other.name} counts ${count} works` });
  };
  for (const year of wanted.years) {
    const international = internationalOf(year);
    for (const list of [
      partnersOf,
      ...sizes.map((size) => (from: number, code: string) => partnersBySize(from, code, size)),
    ])
      for (const [code, query] of askedIn(asked, (one) => list(year, one)))
        for (const [partner, { count }] of groupsOf(query) ?? []) {
          if (partner === code) continue;
          mustHave(list(year, partner), code, query, count);
          mustHave(international, partner, query, count);
        }
    for (const [part, whole] of [
      ["us", "all"],
      ["cn", "all"],
      ["both", "us"],
      ["both", "cn"],
    ] as const)
      for (const [field, { count }] of groupsOf(fieldsOf(year, part)) ?? [])
        mustHave(fieldsOf(year, whole), field, fieldsOf(year, part), count);
  }
  return [...cut.values()];
}

/** The queries of one kind and year among those asked, by the economy in their name. */
function askedIn(
  asked: ReadonlySet<string>,
  queryOf: (code: string) => CountQuery,
): readonly (readonly [code: string, query: CountQuery])[] {
  const prefix = queryOf("").name;
  return [...asked]
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), queryOf(name.slice(prefix.length))] as const);
}
