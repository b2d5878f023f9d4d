/**
 * Papers of a small world in which something happens between two countries in the last year: they part, or only seem to.
 * Made of a seed, as light drafts; `records` writes them as OpenAlex publishes works.
 */
import type { RawWork } from "./generate.js";

export interface Draft {
  readonly year: number;
  readonly field: number;
  readonly source: number;
  /** Sorted. */
  readonly countries: readonly string[];
  readonly isHyper: boolean;
  /** An author has addresses in both countries. */
  readonly isDual: boolean;
  readonly namesCountries: boolean;
  /** Drafts by their place in the list, of the two years before at most. */
  readonly cited: readonly number[];
}

/** What happens in the last year. */
export const injections = {
  nothing: "nothing happens",
  third: "one joint paper in three goes, in every field",
  most: "nine joint papers in ten go, in every field",
  "one field": "nine joint papers in ten go, in the largest field alone",
  "sensitive fields": "three joint papers in five go, in sensitive fields alone",
  rerouted: "half of the joint papers of exactly the two get a third country; none goes",
  "new sources": "sources full of Chinese papers with others enter the database; no joint paper goes",
  "no countries": "two Chinese papers in five no longer name a country; none goes",
  "joint without countries":
    "two joint papers in five no longer name a country, in a world where one paper in fifteen is joint; none goes",
  hyper: "all joint papers of very large teams go, and no others",
  dual: "all joint papers of authors with addresses in both go, and no others",
  sources: "the two publish in different sources; no joint paper goes",
  citations: "each cites the other half as often; no joint paper goes",
} as const;
export type Injection = keyof typeof injections;

/** In the last of them it happens. */
export const years: readonly number[] = [2015, 2016, 2017, 2018];

/** Numbers of OpenAlex fields, sensitive ones first, and how often each comes. */
const fields = [
  [17, 0.3],
  [22, 0.1],
  [31, 0.1],
  [27, 0.2],
  [32, 0.15],
  [33, 0.15],
] as const;
const sensitive: readonly number[] = [17, 22, 31];
const weights = { US: 30, CN: 24, GB: 10, DE: 9, JP: 7, FR: 6, CA: 5, AU: 5, KR: 4 } as const;
const codes = Object.keys(weights);
const sum = Object.values(weights).reduce((all, weight) => all + weight, 0);
const ordinarySources = 20;

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function drafts(
  seed: number,
  perYear: number,
  injection: Injection,
  among: readonly number[] = years,
): readonly Draft[] {
  const last = Math.max(...among);
  const random = randomFrom(seed);
  const chance = (share: number): boolean => random() < share;
  const country = (without: readonly string[]): string => {
    for (;;) {
      let at = random() * sum;
      const code = codes.find((each) => (at -= weights[each as keyof typeof weights]) < 0) ?? "US";
      if (!without.includes(code)) return code;
    }
  };
  const field = (): number => {
    let at = random();
    return (fields.find(([, share]) => (at -= share) < 0) ?? fields[0])[0];
  };
  const isJoint = (all: readonly string[]): boolean => all.includes("US") && all.includes("CN");
  /** The paper is written with another country in place of one of the two. */
  const parted = (all: readonly string[]): readonly string[] => {
    const gone = chance(0.5) ? "US" : "CN";
    return [...all.filter((code) => code !== gone), country([...all, "US", "CN"])].sort();
  };
  const made: Draft[] = [];
  /** Where each year begins in the list. */
  const begins = new Map<number, number>();
  const loyal = (year: number): number => (year === last && injection === "citations" ? 0.25 : 0.5);
  const cited = (year: number, countries: readonly string[]): readonly number[] => {
    const [from, to] = [begins.get(year - 2) ?? begins.get(year - 1), begins.get(year)];
    if (from === undefined || to === undefined) return [];
    const found = from + Math.floor(random() * (to - from));
    const other = made[found]?.countries ?? [];
    const isHome = other.some((code) => countries.includes(code));
    return isHome || chance(loyal(year)) ? [found] : [];
  };
  const add = (year: number, drawn: readonly string[], source?: number): void => {
    const isLast = year === last;
    const inField = field();
    const isHyper = isJoint(drawn) && chance(0.25);
    const isDual = isJoint(drawn) && !isHyper && chance(0.3);
    let countries = drawn;
    if (isLast && isJoint(drawn)) {
      const gone =
        injection === "third"
          ? 1 / 3
          : injection === "most"
            ? 0.9
            : injection === "one field" && inField === 17
              ? 0.9
              : injection === "sensitive fields" && sensitive.includes(inField)
                ? 0.6
                : (injection === "hyper" && isHyper) || (injection === "dual" && isDual)
                  ? 1
                  : 0;
      if (chance(gone)) countries = parted(drawn);
      if (injection === "rerouted" && drawn.length === 2 && chance(0.5))
        countries = [...drawn, country(drawn)].sort();
    }
    const lost =
      isLast && injection === "no countries" && countries.includes("CN")
        ? 0.4
        : isLast && injection === "joint without countries" && isJoint(countries)
          ? 0.4
          : 0.05;
    const isApart =
      isLast && injection === "sources" && countries.includes("US") !== countries.includes("CN");
    const half = ordinarySources / 2;
    made.push({
      ...{
        year,
        field: inField,
        countries,
        isHyper: isHyper && isJoint(countries),
        isDual: isDual && isJoint(countries),
      },
      source:
        source ??
        (isApart && chance(0.5)
          ? 1 + Math.floor(random() * half) + (countries.includes("CN") ? half : 0)
          : 1 + Math.floor(random() * ordinarySources)),
      namesCountries: !chance(lost),
      cited: cited(year, countries),
    });
  };
  const domestic = injection === "joint without countries" ? 0.77 : 0.3;
  for (const year of among) {
    begins.set(year, made.length);
    for (let paper = 0; paper < perYear; paper++) {
      const many = chance(domestic) ? 1 : chance(0.75) ? 2 : 3 + Math.floor(random() * 3);
      const drawn: string[] = [];
      while (drawn.length < many) drawn.push(country(drawn));
      add(year, drawn.sort());
    }
    if (year === last && injection === "new sources")
      for (let paper = 0; paper < 0.25 * perYear; paper++)
        add(year, ["CN", country(["CN", "US"])].sort(), ordinarySources + 1 + Math.floor(random() * 4));
  }
  return made;
}

const openAlex = "https://openalex.org/";

/** As OpenAlex publishes them; every author writes one paper. */
export function records(all: readonly Draft[]): readonly RawWork[] {
  return all.map(({ year, field, source, countries, ...draft }, place) => {
    const authors = draft.isHyper ? 101 : countries.length;
    const homes = Array.from({ length: authors }, (_, at) => [countries[at % countries.length] ?? ""]);
    if (draft.isDual) homes.push(["CN", "US"]);
    return {
      id: `${openAlex}W${4_000_000_000 + place}`,
      updated_date: "2026-01-01T00:00:00.000000",
      publication_year: year,
      type: "article",
      primary_topic: { field: { id: `${openAlex}fields/${field}` } },
      primary_location: { source: { id: `${openAlex}S${source}`, type: "journal" } },
      authorships: (draft.namesCountries ? homes : homes.map(() => [])).map((own, at) => ({
        author: { id: `${openAlex}A${5_000_000_000 + place * 200 + at}` },
        countries: own,
        institutions: [],
      })),
      referenced_works: draft.cited.map((cited) => `${openAlex}W${4_000_000_000 + cited}`),
    };
  });
}
