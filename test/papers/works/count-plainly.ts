/** What a cube of works must hold, counted by loops that share nothing with the program but its names. */
import { group, ofVenue, Rows } from "./count-drafts.js";
import type { RawWork } from "./generate.js";

type Tables = Readonly<Record<string, readonly (readonly (string | number)[])[]>>;

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
        ].flatMap((code) => (code !== null && isCountry(code.toUpperCase()) ? [code.toUpperCase()] : [])),
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

function counts(
  works: readonly Seen[],
  pair: Settings["pair"],
): { countries: Rows; pairs: Rows; totals: Rows } {
  const countries = new Rows();
  const pairs = new Rows();
  const totals = new Rows();
  for (const { year, field, homes, isPlain, isCut, ...work } of works) {
    const n = work.countries.length;
    const kinds = { bilateral: n === 2, multilateral: n > 2 };
    const ofAll = { works: 1, noCountry: n === 0, international: n > 1, nonhyper: n > 1 && isPlain };
    const hasGap = homes.some(({ size }) => size === 0);
    const [inA, inB] = pair.map((code) => work.countries.includes(code));
    totals.add(
      { year, field },
      {
        ...ofAll,
        isCut,
        credits: n,
        links: (n * (n - 1)) / 2,
        ofA: hasGap && inA === true && inB === false,
        ofB: hasGap && inB === true && inA === false,
      },
    );
    for (const a of work.countries) {
      const international = { international: n > 1, ...kinds, nonhyper: n > 1 && isPlain };
      countries.add({ a, year, field }, { whole: 1, ...international, fraction: Math.floor(1e12 / n) });
      for (const b of work.countries.filter((other) => a < other)) {
        const dual = homes.some((home) => home.has(a) && home.has(b));
        const link = Math.floor(2e12 / (n * (n - 1)));
        pairs.add({ a, b, year, field }, { whole: 1, ...kinds, isPlain, dual, link });
      }
    }
  }
  return { countries, pairs, totals };
}

function unknownCodes(all: readonly RawWork[], settings: Settings): Rows {
  const rows = new Rows();
  for (const work of all) {
    if (reasonToLeaveOut(work, settings.years) !== "") continue;
    const codes = work.authorships.flatMap(({ countries = [], institutions }) => [
      ...countries,
      ...institutions.flatMap(({ country_code: code }) => code ?? []),
    ]);
    for (const code of new Set(codes.map((each) => each.toUpperCase())))
      if (code !== "" && !isCountry(code)) rows.add({ code }, { works: 1 });
  }
  return rows;
}

/** Of those that generated works have. */
const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && !["ZZ", "EU"].includes(code);

export function countPlainly(records: readonly RawWork[], settings: Settings): Tables {
  const all = newestRecords(records);
  const leftOut = new Rows();
  for (const work of all) {
    const reason = reasonToLeaveOut(work, settings.years);
    if (reason !== "") leftOut.add({ reason, type: work.type ?? "" }, { works: 1 });
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
  const whole = counts(works, settings.pair);
  const fixed = counts(
    inPanel.filter(({ source }) => source !== null && sources.includes(source)),
    settings.pair,
  );
  const tables: Readonly<Record<string, Rows>> = {
    ...whole,
    panel_countries: fixed.countries,
    panel_pairs: fixed.pairs,
    panel_totals: fixed.totals,
    citations: citations(works, settings.pair),
    venues: venues(works, settings.pair),
    left_out: leftOut,
    unknown_codes: unknownCodes(all, settings),
  };
  const cells = Object.entries(tables).map(([name, { rows }]) => [name, rows.map(Object.values)] as const);
  return { ...Object.fromEntries(cells), panel: sources.map((source) => [source]) };
}

function citations(works: readonly Seen[], pair: Settings["pair"]): Rows {
  const byId = new Map(works.map((work) => [work.id, work]));
  const rows = new Rows();
  for (const citing of works)
    for (const id of citing.cited) {
      const cited = byId.get(id);
      if (cited === undefined || cited === citing) continue;
      const lag = citing.year - cited.year;
      if (lag < 0 || lag > 2) continue;
      rows.add(
        {
          citing: group(citing.countries, pair),
          cited: group(cited.countries, pair),
          year: citing.year,
          lag,
        },
        {
          citations: 1,
          self: [...citing.authors].some((author) => cited.authors.has(author)),
          unknown: citing.authors.size === 0 || cited.authors.size === 0,
        },
      );
    }
  return rows;
}

function venues(works: readonly Seen[], pair: Settings["pair"]): Rows {
  const rows = new Rows();
  for (const { source, year, countries } of works)
    if (source !== null) rows.add({ source, type: "journal", year }, ofVenue(countries, pair));
  return rows;
}
