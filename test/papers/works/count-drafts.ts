/** The rows of a cube, counted from drafts: as `works build` counts their records, and fast enough for many worlds. */
import type { Cube, CubeRows, CubeTables } from "../../../src/briefing/model/cube.js";
import { type Draft, years } from "./decoupled.js";

type Counts = Record<string, number | string>;

/** Drafts that count alike, each once, and how many there are. */
function grouped(
  all: readonly Draft[],
  keyOf: (draft: Draft) => string,
): readonly (readonly [Draft, times: number])[] {
  const groups = new Map<string, [Draft, number]>();
  for (const draft of all) {
    const key = keyOf(draft);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [draft, 1]);
    else group[1] += 1;
  }
  return [...groups.values()];
}

/** Rows by their key; columns start at zero. */
export class Rows {
  readonly #rows = new Map<string, Counts>();

  add(key: Counts, counts: Readonly<Record<string, boolean | number>>, times = 1): void {
    const name = Object.values(key).join("|");
    const row = this.#rows.get(name) ?? { ...key };
    for (const column in counts) row[column] = Number(row[column] ?? 0) + times * Number(counts[column]);
    this.#rows.set(name, row);
  }

  get rows(): readonly Counts[] {
    return [...this.#rows.values()];
  }
}

export function countDrafts(all: readonly Draft[]): CubeTables {
  const held = new Set(all.map(({ source, year }) => `${source} ${year}`));
  const sources = [...new Set(all.map(({ source }) => source))].filter((source) =>
    years.every((year) => held.has(`${source} ${year}`)),
  );
  const whole = counted(all);
  const isInPanel = new Set(sources);
  const inPanel = all.filter(({ source }) => isInPanel.has(source));
  const panel = inPanel.length === all.length ? whole : counted(inPanel);
  const tables: Readonly<Record<keyof CubeRows, readonly Counts[]>> = {
    ...whole,
    panel_countries: panel.countries,
    panel_pairs: panel.pairs,
    panel_totals: panel.totals,
    citations: citations(all),
    venues: venues(all),
    panel: sources.map((source) => ({ source })),
  };
  const facts = { pair: ["CN", "US"], panel: [2015, 2018], counted: all.length, hash: "drafts" };
  return {
    facts: facts as unknown as Cube,
    rows: <Name extends keyof CubeRows>(name: Name) => tables[name] as unknown as Iterable<CubeRows[Name]>,
  };
}

const homes = ({ countries, namesCountries }: Draft): readonly string[] => (namesCountries ? countries : []);

function counted(all: readonly Draft[]) {
  const countries = new Rows();
  const pairs = new Rows();
  const totals = new Rows();
  const keyOf = ({ year, field, countries, isHyper, isDual, namesCountries }: Draft) =>
    `${year} ${field} ${countries.join("-")} ${isHyper} ${isDual} ${namesCountries}`;
  for (const [draft, times] of grouped(all, keyOf)) {
    const { year, field } = draft;
    const own = homes(draft);
    const n = own.length;
    const isPlain = !draft.isHyper;
    totals.add(
      { year, field },
      {
        works: 1,
        no_country: n === 0,
        international: n > 1,
        nonhyper: n > 1 && isPlain,
        unlocated_a: 0,
        unlocated_b: 0,
      },
      times,
    );
    for (const country of own)
      countries.add(
        { country, year, field },
        { whole: 1, international: n > 1, bilateral: n === 2, nonhyper: n > 1 && isPlain },
        times,
      );
    for (const a of own)
      for (const b of own)
        if (a < b)
          pairs.add(
            { a, b, year, field },
            {
              whole: 1,
              bilateral: n === 2,
              multilateral: n > 2,
              nonhyper: isPlain,
              dual: draft.isDual && a === "CN" && b === "US",
            },
            times,
          );
  }
  return { countries: countries.rows, pairs: pairs.rows, totals: totals.rows };
}

/** Which of the two countries a paper has. */
export function group(own: readonly string[], pair: readonly string[]): string {
  if (own.length === 0) return "unknown";
  return pair.filter((code) => own.includes(code)).join("+") || "other";
}

function citations(all: readonly Draft[]): readonly Counts[] {
  const rows = new Rows();
  const groups = all.map((draft) => group(homes(draft), ["CN", "US"]));
  const counts = new Map<string, number>();
  all.forEach((citing, at) => {
    for (const place of citing.cited) {
      const lag = citing.year - (all[place]?.year ?? NaN);
      const key = `${groups[at]} ${groups[place]} ${citing.year} ${lag}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  });
  for (const [key, count] of counts) {
    const [citing = "", cited = "", year, lag] = key.split(" ");
    const cell = { citing, cited, year: Number(year), lag: Number(lag) };
    rows.add(cell, { citations: count, self: 0, unknown_authors: 0 });
  }
  return rows.rows;
}

function venues(all: readonly Draft[]): readonly Counts[] {
  const rows = new Rows();
  const keyOf = (draft: Draft) => {
    const own = homes(draft);
    return `${draft.source} ${draft.year} ${own.includes("CN")} ${own.includes("US")} ${Math.min(own.length, 2)}`;
  };
  for (const [draft, times] of grouped(all, keyOf)) {
    const own = homes(draft);
    rows.add({ source: draft.source, year: draft.year }, ofVenue(own, ["CN", "US"]), times);
  }
  return rows.rows;
}

/** The counts of one paper in its venue. */
export function ofVenue(own: readonly string[], [a, b]: readonly [string, string]) {
  const inA = own.includes(a);
  const inB = own.includes(b);
  const isInternational = own.length > 1;
  return {
    works: 1,
    no_country: own.length === 0,
    in_a: inA,
    in_b: inB,
    joint: inA && inB,
    international: isInternational,
    international_a: isInternational && inA,
    international_b: isInternational && inB,
  };
}
