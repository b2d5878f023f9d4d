/**
 * Papers of a small world in which something happens between two countries in the last year: they part, or only seem to.
 * Made of a seed, as light drafts; `records` writes them as OpenAlex publishes works.
 */
import type { RawWork } from "./generate.js";
import { seeded } from "../../support/random.js";

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

/** A paper of both countries, maybe of others too. */
type Joint = Pick<Draft, "field" | "isHyper" | "isDual">;

interface World {
  /** What happens in the last year. */
  readonly words: string;
  /** Chance that a paper is no longer joint. */
  readonly gone?: (paper: Joint) => number;
  /** The same in every year. */
  readonly alwaysGone?: (paper: Joint) => number;
  /** Chance that a joint paper of exactly the two gets a third country. */
  readonly third?: number;
  /** Part of the papers in sensitive fields, half of them otherwise. */
  readonly sensitive?: number;
  /** Chance that a paper names no country. */
  readonly lost?: (countries: readonly string[]) => number;
  /** More papers, as parts of all: Chinese ones with others than the United States, or joint ones. */
  readonly added?: {
    readonly papers: "Chinese" | "joint";
    readonly before: number;
    readonly last: number;
    /** In four sources of their own; otherwise in those of all. */
    readonly inOwnSources: boolean;
    readonly isHyper: boolean;
  };
  /** Chance that a paper of one of the two is in sources that the other does not publish in. */
  readonly apart?: number;
  /** Chance that a paper of one of the two cites a paper of others. */
  readonly loyal?: number;
  /** Part of the papers that are of one country. */
  readonly domestic?: number;
}

const isSensitive = ({ field }: Joint): boolean => [17, 22, 31].includes(field);
const journals = { before: 0, last: 0.25, inOwnSources: true, isHyper: false };

/** For each way in which a standing can be misled there is a world; in some nothing misleads. */
export const worlds = {
  nothing: { words: "nothing happens" },
  twelfth: { words: "one joint paper in twelve goes, in every field", gone: () => 1 / 12 },
  third: { words: "one joint paper in three goes, in every field", gone: () => 1 / 3 },
  most: { words: "nine joint papers in ten go, in every field", gone: () => 0.9 },
  "one field": {
    words: "nine joint papers in ten go, in the largest field alone",
    gone: ({ field }) => (field === 17 ? 0.9 : 0),
  },
  "small field": {
    words: "nine joint papers in ten go, in a field of one paper in ten alone",
    gone: ({ field }) => (field === 22 ? 0.9 : 0),
  },
  "sensitive fields": {
    words: "three joint papers in five go, in sensitive fields alone",
    gone: (paper) => (isSensitive(paper) ? 0.6 : 0),
  },
  "mix of fields": {
    words: "fields in which few papers are joint grow; no joint paper goes",
    alwaysGone: (paper) => (isSensitive(paper) ? 0 : 0.6),
    sensitive: 0.4,
  },
  rerouted: {
    words: "half of the joint papers of exactly the two get a third country; none goes",
    third: 0.5,
  },
  "new sources": {
    words: "sources full of Chinese papers with others enter the database; no joint paper goes",
    added: { ...journals, papers: "Chinese" },
  },
  "growing sources": {
    words: "sources full of Chinese papers with others, known before, grow sixfold; no joint paper goes",
    added: { ...journals, papers: "Chinese", before: 0.05, last: 0.3 },
  },
  "hidden by sources": {
    words: "one joint paper in three goes, while sources full of joint papers enter the database",
    gone: () => 1 / 3,
    added: { ...journals, papers: "joint", last: 0.07 },
  },
  "no countries": {
    words: "two Chinese papers in five no longer name a country; none goes",
    lost: (countries) => (countries.includes("CN") ? 0.4 : 0.05),
  },
  "joint without countries": {
    words:
      "two joint papers in five no longer name a country, in a world where one paper in fifteen is joint; none goes",
    lost: (countries) => (countries.includes("CN") && countries.includes("US") ? 0.4 : 0.05),
    domestic: 0.6,
  },
  hyper: {
    words: "all joint papers of very large teams go, and no others",
    gone: ({ isHyper }) => (isHyper ? 1 : 0),
  },
  "some hyper": {
    words: "one joint paper in three of very large teams goes, and no others",
    gone: ({ isHyper }) => (isHyper ? 1 / 3 : 0),
  },
  "hidden by hyper": {
    words: "one joint paper in three of other teams goes, while those of very large teams double",
    gone: ({ isHyper }) => (isHyper ? 0 : 1 / 3),
    added: { papers: "joint", before: 0, last: 0.05, inOwnSources: false, isHyper: true },
  },
  dual: {
    words: "all joint papers of authors with addresses in both go, and no others",
    gone: ({ isDual }) => (isDual ? 1 : 0),
  },
  "some dual": {
    words: "two joint papers in five of authors with addresses in both go, and no others",
    gone: ({ isDual }) => (isDual ? 0.4 : 0),
  },
  sources: { words: "the two publish in different sources; no joint paper goes", apart: 0.5 },
  citations: { words: "each cites the other half as often; no joint paper goes", loyal: 0.25 },
} as const satisfies Readonly<Record<string, World>>;
export type WorldName = keyof typeof worlds;

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
const weights = {
  US: 30,
  CN: 24,
  GB: 10,
  DE: 9,
  IT: 8,
  JP: 7,
  FR: 6,
  ES: 6,
  IN: 6,
  CA: 5,
  AU: 5,
  NL: 5,
  CH: 5,
  KR: 4,
} as const;
/** Each country as often as its weight. */
const byWeight = Object.entries(weights).flatMap(([code, weight]) => new Array<string>(weight).fill(code));
const ordinarySources = 20;

export function drafts(
  seed: number,
  perYear: number,
  name: WorldName,
  among: readonly number[] = years,
): readonly Draft[] {
  const world: World = worlds[name];
  const last = Math.max(...among);
  const random = seeded(seed);
  const chance = (share: number): boolean => random() < share;
  const country = (without: readonly string[]): string => {
    for (;;) {
      const code = byWeight[Math.floor(random() * byWeight.length)] ?? "US";
      if (!without.includes(code)) return code;
    }
  };
  /** The first half of the fields, by weight, is sensitive. */
  const field = (sensitive: number): number => {
    let at = chance(sensitive) ? random() / 2 : (1 + random()) / 2;
    return (fields.find(([, share]) => (at -= share) < 0) ?? fields[0])[0];
  };
  const isJoint = (all: readonly string[]): boolean => all.includes("US") && all.includes("CN");
  /** The paper is written with another country in place of one of the two, or its authors name one address each. */
  const parted = (all: readonly string[], isDual: boolean): readonly string[] => {
    const gone = chance(0.5) ? "US" : "CN";
    const rest = all.filter((code) => code !== gone);
    return isDual ? rest : [...rest, country([...all, "US", "CN"])].sort();
  };
  const made: Draft[] = [];
  /** Where each year begins in the list. */
  const begins = new Map<number, number>();
  const cited = (year: number, countries: readonly string[]): readonly number[] => {
    const from = begins.get(year - 2) ?? begins.get(year - 1);
    const to = begins.get(year);
    if (from === undefined || to === undefined) return [];
    const found = from + Math.floor(random() * (to - from));
    const other = made[found]?.countries ?? [];
    const isHome = other.some((code) => countries.includes(code));
    return isHome || chance(year === last ? (world.loyal ?? 0.5) : 0.5) ? [found] : [];
  };
  const add = (year: number, drawn: readonly string[], given: Partial<Draft> = {}): void => {
    const isLast = year === last;
    const isHyper = given.isHyper ?? (isJoint(drawn) && chance(0.25));
    const isDual = isJoint(drawn) && !isHyper && chance(0.3);
    const paper = { field: field(isLast ? (world.sensitive ?? 0.5) : 0.5), isHyper, isDual };
    let countries = drawn;
    const gone = Math.max(world.alwaysGone?.(paper) ?? 0, isLast ? (world.gone?.(paper) ?? 0) : 0);
    if (isJoint(drawn) && given.isHyper === undefined && chance(gone)) countries = parted(drawn, isDual);
    if (isLast && isJoint(countries) && countries.length === 2 && chance(world.third ?? 0))
      countries = [...countries, country(countries)].sort();
    const isApart =
      isLast && countries.includes("US") !== countries.includes("CN") && chance(world.apart ?? 0);
    const half = ordinarySources / 2;
    made.push({
      year,
      field: paper.field,
      countries,
      isHyper,
      isDual: isDual && isJoint(countries),
      source:
        given.source ??
        (isApart
          ? 1 + Math.floor(random() * half) + (countries.includes("CN") ? half : 0)
          : 1 + Math.floor(random() * ordinarySources)),
      namesCountries: !chance(isLast ? (world.lost?.(countries) ?? 0.05) : 0.05),
      cited: cited(year, countries),
    });
  };
  for (const year of among) {
    begins.set(year, made.length);
    for (let paper = 0; paper < perYear; paper++) {
      const many = chance(world.domestic ?? 0.1) ? 1 : chance(0.75) ? 2 : 3 + Math.floor(random() * 3);
      const drawn: string[] = [];
      while (drawn.length < many) drawn.push(country(drawn));
      add(year, drawn.sort());
    }
    const { added } = world;
    if (added === undefined) continue;
    const more = (year === last ? added.last : added.before) * perYear;
    for (let paper = 0; paper < more; paper++)
      add(year, ["CN", added.papers === "joint" ? "US" : country(["CN", "US"])].sort(), {
        isHyper: added.isHyper,
        ...(added.inOwnSources && { source: ordinarySources + 1 + Math.floor(random() * 4) }),
      });
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
