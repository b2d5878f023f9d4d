/** Texts of the page that would differ tomorrow, because a cell behind them calls the clock or uses random numbers. */
import { limited, plural } from "../../lib/plural.js";
import { guardFormat } from "../../model/guard.js";
import type { Block, Place, Report } from "../../model/report.js";
import type { Variation } from "../../model/trace.js";
import { placeName } from "./errors.js";
import { lineageOf } from "./lineage.js";

/** Of a report, stored or not. */
interface Pages extends Pick<Report, "provenance" | "values"> {
  readonly sections: readonly {
    readonly notebook: string;
    readonly blocks: readonly Pick<Block, "kind" | "cell">[];
  }[];
}

interface VaryingCell {
  /** The cell that calls. */
  readonly place: Place;
  readonly varies: readonly Variation[];
  /** What is printed of each cell that depends on it, itself included, as readers find it: by cell id, never empty. */
  readonly printed: ReadonlyMap<string, readonly string[]>;
}

/** In the order of the report's cells; a cell on which nothing of the page depends is left out. */
function varyingCells(report: Pages): readonly VaryingCell[] {
  const varying = Object.entries(report.provenance).flatMap(([name, { varies }]) =>
    varies === undefined ? [] : [{ place: placeOf(name), varies }],
  );
  if (varying.length === 0) return [];
  const all = printedTexts(report);
  return varying.flatMap(({ place, varies }) => {
    const printed = new Map<string, readonly string[]>();
    for (const { place: where, text } of all) {
      const isBehind =
        where.notebook === place.notebook && lineageOf(where, report).cells.includes(place.cell);
      if (isBehind) printed.set(where.cell, [...(printed.get(where.cell) ?? []), text]);
    }
    return printed.size === 0 ? [] : [{ place, varies, printed }];
  });
}

const mostCells = 3;
const mostTexts = 2;

/** A line for each cell; of the notebooks that are `wanted`, or of all. */
export const variationWarnings = (
  report: Pages,
  wanted: ReadonlySet<string> = new Set(),
): readonly string[] =>
  varyingCells(report)
    .filter(({ place }) => wanted.size === 0 || wanted.has(place.notebook))
    .map(({ place, varies, printed }) => {
      const what = varies.map((each) => variationWords[each]).join(" and ");
      const cells = [...printed].map(
        ([cell, texts]) => `cell ${cell} (${limited(texts, mostTexts, () => "…").join(", ")})`,
      );
      const named = limited(cells, mostCells, (left) => plural(left, "other cell"));
      return `${placeName(place)} ${what}: what the page prints of ${named.join(", ")} may differ in the next build. Take the value from a parameter or from data/.`;
    });

const variationWords: Readonly<Record<Variation, string>> = {
  clock: "reads the clock",
  chance: "uses random numbers",
};

const placeOf = (name: string): Place => {
  const at = name.lastIndexOf("#");
  return { notebook: name.slice(0, at), cell: name.slice(at + 1) };
};

/** What is printed of cells, and where: “2026”, Figure 3, Table 2. A condition counts: its sentence depends on it. */
function printedTexts({
  sections,
  values,
}: Pages): readonly { readonly place: Place; readonly text: string }[] {
  const ofValues = Object.values(values).map(({ place, text, format, expression }) => ({
    place,
    text: format === guardFormat ? `the condition ${expression ?? ""}`.trim() : `“${text}”`,
  }));
  const ofBlocks = sections.flatMap(({ notebook, blocks }) =>
    blocks.flatMap((block) => {
      const place = { notebook, cell: block.cell };
      if (block.kind === "code" || block.kind === "prose" || block.kind === "assumption") return [];
      const name = "id" in block ? String(block.id) : `of cell ${block.cell}`;
      return [{ place, text: `the ${blockNames[block.kind]} ${name}` }];
    }),
  );
  return [...ofValues, ...ofBlocks];
}

const blockNames = {
  figure: "figure",
  table: "table",
  claim: "claim",
  text: "output",
  html: "output",
  markdown: "output",
  image: "picture",
  error: "error",
} as const;
