import path from "node:path";
import type { FigureBlock, Place, Report, TableBlock } from "../../../model/report.js";
import { byModule, lineageOf } from "../../report/lineage.js";
import { exactly } from "../html/exact.js";
import { escapeMarkdown } from "./escape.js";
import { markdownTable } from "./table.js";

/** Cells of the notebook in which something on the page was computed, and what each rests on. */
interface Origin {
  readonly place: Place;
  /** What the page shows out of the cell: values by their text, figures and tables by their number. */
  readonly shown: string[];
}

/** Value → cell → data files and modules, by notebook; folded, for it is long. */
export function provenanceMarkdown(report: Report): readonly string[] {
  const origins = originsOf(report);
  if (origins.length === 0) return [];
  const chapters = report.sections.flatMap(({ notebook }) => {
    const own = origins.filter(({ place }) => place.notebook === notebook);
    return own.length === 0 ? [] : [chapterMarkdown(notebook, own, report)];
  });
  return [
    "## Where the numbers come from",
    "Each row is a cell of a notebook: what the page shows out of it, and the data files and modules that it rests on, " +
      "through earlier cells too. `report.json` beside this page names every function that ran; `briefing explain ID` prints the way of one number.",
    ...chapters,
  ];
}

function originsOf({ sections, values, provenance }: Report): readonly Origin[] {
  const origins = new Map<string, Origin>();
  const show = (place: Place, shown: string) => {
    const key = `${place.notebook}#${place.cell}`;
    const origin = origins.get(key) ?? { place, shown: [] };
    if (!origin.shown.includes(shown)) origin.shown.push(shown);
    origins.set(key, origin);
  };
  for (const { notebook, blocks } of sections) {
    for (const block of blocks) {
      if (block.kind === "figure" || block.kind === "table")
        show({ notebook, cell: block.cell }, name(block));
    }
  }
  // A year or a word explains itself.
  for (const value of Object.values(values)) if (exactly(value) !== undefined) show(value.place, value.text);
  const known = Object.keys(provenance);
  const order = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length);
  return [...origins].sort(([a], [b]) => order(a) - order(b)).map(([, origin]) => origin);
}

function name({ kind, number }: FigureBlock | TableBlock): string {
  return `${kind === "figure" ? "Figure" : "Table"} ${number}`;
}

function chapterMarkdown(notebook: string, origins: readonly Origin[], report: Report): string {
  const rows = origins.map(({ place, shown }) => {
    const { files, functions } = lineageOf(place, report);
    return [
      place.cell,
      shown.join(", "),
      files.join(", "),
      folders(byModule(functions).map((module) => module.path)),
    ];
  });
  const columns = ["Cell", "On the page", "Data files", "Modules"].map((title) => ({
    title,
    align: "left" as const,
  }));
  const summary = `<code>${escapeMarkdown(notebook)}</code>, ${origins.length === 1 ? "1 cell" : `${origins.length} cells`}`;
  return `<details><summary>${summary}</summary>\n\n${markdownTable(columns, rows)}\n\n</details>`;
}

/** Modules by folder; of a folder of which many ran it says how many. */
function folders(modules: readonly string[]): string {
  const byFolder = new Map<string, string[]>();
  for (const module of modules) {
    const folder = path.posix.dirname(module);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), path.posix.basename(module)]);
  }
  return [...byFolder]
    .map(([folder, names]) => `${folder}: ${names.length > 5 ? `${names.length} modules` : names.join(", ")}`)
    .join("; ");
}
