/** A verdict's evidence as JSON small enough to embed in a page; `assess` gives exactly the same result from it. */
import { linksBetween, placeIn } from "../indicators/links.js";
import { sum } from "../indicators/statistics.js";
import type { Evidence } from "./assess.js";
import { fittedWhenAsked, type PairOfCodes, type Panel, type PanelYear } from "./panel.js";
import type { VerdictRule } from "./rule.js";
import type { PairSeries, Sizes, YearOfPair } from "./series.js";
import type { WorksEvidence } from "./works-rule.js";

/** The embedded form of the evidence. Lists of numbers are texts, each distinct one stored once, in `lists`. */
export interface CarriedEvidence {
  readonly pair: PairOfCodes;
  readonly lists: readonly string[];
  readonly series: readonly CarriedSeries[];
  readonly panels: readonly CarriedPanel[];
  readonly works?: WorksEvidence;
}

interface CarriedSeries extends Pick<PairSeries, "territory" | "edition"> {
  /** Id of the choice in the rule. */
  readonly choice: string;
  readonly years: readonly (Pick<YearOfPair, "year" | "months" | "joint"> & {
    readonly sizes: CarriedSizes;
  })[];
}

type CarriedSizes =
  | Exclude<Sizes, { readonly counted: "links" }>
  | (Omit<Extract<Sizes, { readonly counted: "links" }>, "strengths"> & { readonly strengths: number });

interface CarriedPanel extends Pick<Panel, "id" | "source" | "edition"> {
  readonly years: readonly {
    readonly year: number;
    readonly months: number;
    /** Codes, separated by spaces. */
    readonly economies: string;
    readonly strengths: number;
  }[];
  /** The pair, and pairs that are large in some year: `CN US`, with their links in every year of the panel. */
  readonly links: Readonly<Record<string, string>>;
}

/** Pairs that never reach the rule's size limit are omitted: only their economies' sizes matter. */
export function carriedEvidence(
  rule: VerdictRule,
  { pair, series, panels, works }: Evidence,
): CarriedEvidence {
  const lists: string[] = [];
  const places = new Map<string, number>();
  const indexOfList = (list: readonly number[]): number => {
    const key = list.join(" ");
    const place = places.get(key) ?? lists.push(key) - 1;
    places.set(key, place);
    return place;
  };
  return {
    pair,
    series: series.map(({ choice, years, ...one }) => ({
      ...one,
      choice: choice.id,
      years: years.map(({ sizes, ...year }) => ({
        ...year,
        sizes: sizes.counted === "links" ? { ...sizes, strengths: indexOfList(sizes.strengths) } : sizes,
      })),
    })),
    panels: panels.map((panel) => carriedPanel(panel, pair, rule.standing.own.leastPapers, indexOfList)),
    lists,
    ...(works !== undefined && { works }),
  };
}

function carriedPanel(
  { id, source, edition, ...panel }: Panel,
  pair: PairOfCodes,
  leastPapers: number,
  indexOfList: (list: readonly number[]) => number,
) {
  const years = panel.years.flatMap((year) => panel.at(year) ?? []);
  const wanted = new Set<string>([pair.join(" ")]);
  for (const { table } of years)
    table.economies.forEach((a, i) => {
      table.economies.forEach((b, j) => {
        if (j > i && (table.links[i]?.[j] ?? 0) >= leastPapers) wanted.add(`${a} ${b}`);
      });
    });
  const linksOf = (key: string): string => {
    const [a = "", b = ""] = key.split(" ");
    return years.map(({ table }) => linksBetween(table, a, b)).join(" ");
  };
  return {
    id,
    source,
    edition,
    years: years.map(({ year, months, table }) => ({
      year,
      months,
      /** Codes, separated by spaces. */
      economies: table.economies.join(" "),
      strengths: indexOfList(table.strengths),
    })),
    /** The pair, and pairs that are large in some year: `CN US`, with their links in every year of the panel. */
    links: Object.fromEntries([...wanted].sort().map((key) => [key, linksOf(key)])),
  };
}

/** Restores the evidence from its embedded form. */
export function evidenceIn({ series }: Pick<VerdictRule, "series">, carried: CarriedEvidence): Evidence {
  const lists = carried.lists.map(numbers);
  const list = (place: number): readonly number[] => lists[place] ?? [];
  return {
    pair: carried.pair,
    series: carried.series.flatMap(({ choice: id, years, ...one }) => {
      const choice = series.find((known) => known.id === id);
      if (choice === undefined) return [];
      const read = years.map(({ sizes, ...year }) => ({
        ...year,
        sizes: sizes.counted === "links" ? { ...sizes, strengths: list(sizes.strengths) } : sizes,
      }));
      return { ...one, choice, years: read };
    }),
    panels: carried.panels.map((panel) => panelIn(panel, list)),
    ...(carried.works !== undefined && { works: carried.works }),
  };
}

const numbers = (text: string): readonly number[] => text.split(" ").map(Number);

function panelIn(
  { id, source, edition, ...panel }: CarriedEvidence["panels"][number],
  list: (place: number) => readonly number[],
): Panel {
  const links = Object.entries(panel.links).map(([pair, counts]) => [pair, numbers(counts)] as const);
  const years = new Map(
    panel.years.map(({ year, months, economies, strengths }, place): [number, PanelYear] => {
      const codes = economies.split(" ");
      const matrix = codes.map(() => new Array<number>(codes.length).fill(0));
      for (const [pair, counts] of links) {
        const [i, j] = pair.split(" ").map((code) => placeIn(codes, code));
        if (i === undefined || j === undefined || i < 0 || j < 0) continue;
        (matrix[i] ?? [])[j] = counts[place] ?? 0;
        (matrix[j] ?? [])[i] = counts[place] ?? 0;
      }
      const table = {
        economies: codes,
        links: matrix,
        strengths: list(strengths),
        total: sum(list(strengths)) / 2,
      };
      return [year, fittedWhenAsked({ year, months }, table)];
    }),
  );
  return { id, source, edition, years: [...years.keys()], at: (year) => years.get(year) };
}
