/** What a cube of works must hold, counted by loops that share nothing with the program but its names. */
import type { RawWork } from "./generate.js";

type Row = readonly (string | number | null)[];
export type Tables = Readonly<Record<string, readonly Row[]>>;

interface Settings {
  readonly pair: readonly [string, string];
  readonly years: readonly [number, number];
  readonly panel: readonly [number, number];
}

interface Seen {
  readonly id: string;
  readonly year: number;
  readonly field: number;
  readonly source: number | null;
  readonly homes: readonly ReadonlySet<string>[];
  readonly countries: readonly string[];
  readonly isCut: boolean;
  readonly isPlain: boolean;
  readonly authors: ReadonlySet<string>;
  readonly cited: ReadonlySet<string>;
}

const numberOf = (id: string): number => Number(/(\d+)$/.exec(id)?.[1]);

/** The newest record of each work. Records that say the same time of one work are not expected. */
function newestRecords(works: readonly RawWork[]): readonly RawWork[] {
  const newest = new Map<string, RawWork>();
  for (const work of works) {
    const other = newest.get(work.id);
    if (other === undefined || (work.updated_date ?? "") > (other.updated_date ?? ""))
      newest.set(work.id, work);
  }
  return [...newest.values()];
}

function reasonToLeaveOut(work: RawWork, [first, last]: Settings["years"]): string {
  if (work.is_xpac === true) return "expansion pack";
  if (work.is_retracted === true) return "retracted";
  if (work.is_paratext === true) return "paratext";
  if (!["article", "preprint", "review", "book-chapter"].includes(work.type ?? "")) return "type";
  const year = work.publication_year;
  return year === null || year < first || year > last ? "year" : "";
}

function see(work: RawWork): Seen {
  const homes = work.authorships.map(
    (authorship) =>
      new Set(
        [
          ...(authorship.countries ?? []),
          ...authorship.institutions.map((each) => each.country_code),
        ].flatMap((code) => (code === null || code === "" ? [] : [code.toUpperCase()])),
      ),
  );
  const countries = [...new Set(homes.flatMap((home) => [...home]))].sort();
  const isCut = work.is_authors_truncated === true;
  return {
    id: work.id,
    year: work.publication_year ?? 0,
    field: work.primary_topic ? numberOf(work.primary_topic.field.id) : -1,
    source: work.primary_location?.source ? numberOf(work.primary_location.source.id) : null,
    homes,
    countries,
    isCut,
    isPlain: countries.length <= 10 && work.authorships.length <= 100 && !isCut,
    authors: new Set(work.authorships.flatMap(({ author }) => author.id ?? [])),
    cited: new Set(work.referenced_works ?? []),
  };
}

/** Sums by key; a key is the first cells of a row. */
class Sums {
  readonly #sums = new Map<string, { readonly key: Row; readonly values: number[] }>();

  add(key: Row, values: readonly number[]): void {
    const name = JSON.stringify(key);
    const sum = this.#sums.get(name) ?? { key, values: values.map(() => 0) };
    values.forEach((value, at) => (sum.values[at] = (sum.values[at] ?? 0) + value));
    this.#sums.set(name, sum);
  }

  rows(): readonly Row[] {
    return [...this.#sums.values()].map(({ key, values }) => [...key, ...values]);
  }
}

const one = (condition: boolean): number => (condition ? 1 : 0);

function counts(works: readonly Seen[]): { countries: Sums; pairs: Sums; totals: Sums } {
  const [countries, pairs, totals] = [new Sums(), new Sums(), new Sums()];
  for (const work of works) {
    const n = work.countries.length;
    const kinds = [one(n === 2), one(n > 2)];
    totals.add(
      [work.year, work.field],
      [1, one(n === 0), one(n > 1), one(n > 1 && work.isPlain), one(work.isCut), n, (n * (n - 1)) / 2],
    );
    for (const a of work.countries) {
      countries.add(
        [a, work.year, work.field],
        [1, one(n > 1), ...kinds, one(n > 1 && work.isPlain), Math.floor(1e12 / n)],
      );
      for (const b of work.countries)
        if (a < b)
          pairs.add(
            [a, b, work.year, work.field],
            [
              1,
              ...kinds,
              one(work.isPlain),
              one(work.homes.some((home) => home.has(a) && home.has(b))),
              Math.floor(2e12 / (n * (n - 1))),
            ],
          );
    }
  }
  return { countries, pairs, totals };
}

export function countPlainly(records: readonly RawWork[], settings: Settings): Tables {
  const all = newestRecords(records);
  const leftOut = new Sums();
  for (const work of all) {
    const reason = reasonToLeaveOut(work, settings.years);
    if (reason !== "") leftOut.add([reason, work.type ?? ""], [1]);
  }
  const works = all.filter((work) => reasonToLeaveOut(work, settings.years) === "").map(see);
  const [first, last] = settings.panel;
  const inPanel = works.filter(({ year }) => year >= first && year <= last);
  const yearsOf = new Map<number, Set<number>>();
  for (const { source, year } of inPanel)
    if (source !== null) yearsOf.set(source, (yearsOf.get(source) ?? new Set()).add(year));
  const sources = [...yearsOf]
    .filter(([, years]) => years.size === last - first + 1)
    .map(([source]) => source);
  const whole = counts(works);
  const fixed = counts(inPanel.filter(({ source }) => source !== null && sources.includes(source)));
  return {
    countries: whole.countries.rows(),
    pairs: whole.pairs.rows(),
    totals: whole.totals.rows(),
    citations: citations(works, settings.pair),
    venues: venues(works, settings.pair),
    panel: sources.map((source) => [source]),
    panel_countries: fixed.countries.rows(),
    panel_pairs: fixed.pairs.rows(),
    panel_totals: fixed.totals.rows(),
    left_out: leftOut.rows(),
  };
}

function citations(works: readonly Seen[], [a, b]: Settings["pair"]): readonly Row[] {
  const group = ({ countries }: Seen): string => {
    if (countries.length === 0) return "unknown";
    const ours = [a, b].filter((country) => countries.includes(country));
    return ours.length === 0 ? "other" : ours.join("+");
  };
  const byId = new Map(works.map((work) => [work.id, work]));
  const sums = new Sums();
  for (const citing of works)
    for (const id of citing.cited) {
      const cited = byId.get(id);
      if (cited === undefined || cited === citing) continue;
      const lag = citing.year - cited.year;
      if (lag < 0 || lag > 2) continue;
      sums.add(
        [group(citing), group(cited), citing.year, lag],
        [
          1,
          one([...citing.authors].some((author) => cited.authors.has(author))),
          one(citing.authors.size === 0 || cited.authors.size === 0),
        ],
      );
    }
  return sums.rows();
}

function venues(works: readonly Seen[], [a, b]: Settings["pair"]): readonly Row[] {
  const sums = new Sums();
  for (const { source, year, countries } of works) {
    const [inA, inB] = [countries.includes(a), countries.includes(b)];
    const isInternational = countries.length > 1;
    if (source !== null)
      sums.add(
        [source, "journal", year],
        [
          ...[1, one(countries.length === 0), one(inA), one(inB), one(inA && inB)],
          ...[one(isInternational), one(isInternational && inA), one(isInternational && inB)],
        ],
      );
  }
  return sums.rows();
}
