/** Works as OpenAlex publishes them, in both shapes, made of a seed; with what its snapshots really hold: gaps and repeats. */
export interface RawWork {
  readonly id: string;
  readonly updated_date?: string;
  readonly publication_year: number | null;
  readonly type: string | null;
  readonly is_retracted?: boolean;
  readonly is_paratext?: boolean;
  readonly is_xpac?: boolean;
  readonly is_authors_truncated?: boolean;
  readonly primary_topic?: { readonly field: { readonly id: string } } | null;
  readonly primary_location?: {
    readonly source: { readonly id: string; readonly type: string } | null;
  } | null;
  readonly authorships: readonly RawAuthorship[];
  readonly referenced_works?: readonly string[];
  readonly [other: string]: unknown;
}

interface RawAuthorship {
  readonly author: { readonly id: string | null };
  readonly countries?: readonly string[];
  readonly institutions: readonly { readonly country_code: string | null }[];
}

const openAlex = "https://openalex.org/";
const countries = ["US", "CN", "GB", "DE", "JP", "FR", "KR", "CA", "AU", "SG", "HK", "TW", "IT", "NL", "CH"];
/** What stands where a code of ISO 3166 should. */
const noCountries = ["USA", " US", "ZZ", "EU", "中国", "usa"];
const types = ["article", "article", "article", "preprint", "review", "book-chapter", "dataset", "paratext"];

/** Numbers below 1 that look random. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** About one in ten is followed, somewhere later, by another record of the same work. */
export function generateWorks(seed: number, count: number): readonly RawWork[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const chance = (share: number): boolean => random() < share;
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  let shareOfFew = 0.6;
  const country = (): string =>
    chance(0.01) ? pick(noCountries) : pick(chance(shareOfFew) ? countries.slice(0, 3) : countries);

  const authorship = (): RawAuthorship => {
    const homes = chance(0.15) ? [] : chance(0.1) ? [country(), country()] : [country()];
    const author = { id: chance(0.05) ? null : `${openAlex}A${5_000_000_000 + below(count)}` };
    const institutions = homes.map((home) => ({ country_code: chance(0.1) ? null : home }));
    // Before 2023 authorships had no countries of their own.
    return chance(0.1)
      ? {
          author,
          institutions: homes.map((home) => ({ country_code: chance(0.2) ? home.toLowerCase() : home })),
        }
      : { author, institutions, countries: [...new Set(homes)] };
  };

  let written = 0;
  /** No two records say the same; later ones are not always newer. */
  const updated = (): string =>
    `2026-0${1 + below(6)}-1${below(10)}T00:00:00.${String(++written).padStart(6, "0")}`;

  const work = (number: number): RawWork => {
    const isNew = chance(0.5);
    // The API cuts lists of authors at 100, and says so.
    const isCut = chance(0.01);
    // Some large collaborations are of few countries.
    shareOfFew = chance(0.2) ? 1 : 0.6;
    const authors = isCut ? 100 : chance(0.01) ? 101 + below(40) : chance(0.03) ? 0 : 1 + below(6);
    return {
      id: `${openAlex}W${4_000_000_000 + number}`,
      doi: null,
      title: `Of "quotes", | bars and 雪 ${number}`,
      publication_year: chance(0.01) ? null : chance(0.02) ? 1950 + below(30) : 2013 + below(8),
      type: chance(0.01) ? null : pick(types),
      is_retracted: chance(0.02),
      is_paratext: chance(0.01),
      ...(isNew ? { is_xpac: chance(0.1), awards: [], funders: [] } : { grants: [] }),
      ...(isCut && { is_authors_truncated: true }),
      primary_topic: chance(0.05) ? null : { field: { id: `${openAlex}fields/${11 + below(4)}` } },
      primary_location: chance(0.1)
        ? null
        : { source: chance(0.1) ? null : { id: `${openAlex}S${1_000 + below(12)}`, type: "journal" } },
      authorships: Array.from({ length: authors }, authorship),
      referenced_works: Array.from(
        { length: below(12) },
        () => `${openAlex}W${4_000_000_000 + below(count)}`,
      ),
      ...(!chance(0.02) && { updated_date: updated() }),
    };
  };

  const made = Array.from({ length: count }, (_, number) => work(number));
  const again = made.filter(() => chance(0.1)).map(({ id }) => ({ ...work(0), id, updated_date: updated() }));
  return [...made, ...again];
}
