/**
 * Where the numbers come from: value → cell → data files and functions. The page has every cell that ran, with the
 * cells to follow from there; the Markdown, read line by line, only cells that show something, with all their dependencies.
 */
import path from "node:path";
import type { Place, Report } from "../../../model/report.js";
import { isToolPackage } from "../../report/tool.js";
import { lineageOf, modulesOf, nearestCells, packagesOf } from "../../report/lineage.js";
import { markup, type Html } from "../template.js";
import { cellAnchor, exactly } from "../html/value-panel.js";
import { escapeMarkdown, markdownTable } from "../../../lib/markdown-text.js";
import { plural } from "../../../lib/plural.js";
import { labels } from "../labels.js";

export function provenanceHtml(report: Report): Html | undefined {
  const { provenance } = report;
  const tool = toolOf(report);
  const notebooks = [...new Set(Object.keys(provenance).map(notebookOf))];
  if (notebooks.length === 0) return undefined;
  return markup`<section class="chapter appendix provenance-appendix" aria-labelledby="provenance">
<h2 id="provenance">${labels.provenance}</h2>
<p>A value or figure depends on its own cell and, through the cells named beside it, on their data and on the project’s modules whose functions ran in them. A row leaves out cells to which its other cells lead. The panel of a number leads to its cell.</p>
${
  tool !== undefined &&
  markup`<p>${labels.tool} ${tool}.</p>
`
}${notebooks.map((notebook) => notebookHtml(notebook, provenance))}</section>
`;
}

/** `briefing 0.1.0`; of the tool, only the version matters to readers. */
const toolOf = (report: Report): string | undefined =>
  packagesOf(report).find(isToolPackage)?.replace("@", " ");

/** Of a key of the provenance: `NOTEBOOK#CELL`. */
const notebookOf = (key: string): string => key.slice(0, key.lastIndexOf("#"));

/** The cells of one notebook, folded: most readers need only know that they exist. */
function notebookHtml(notebook: string, provenance: Report["provenance"]): Html {
  const cells = Object.entries(provenance).filter(([key]) => notebookOf(key) === notebook);
  return markup`<details class="fold">
<summary><code>${notebook}</code> <span class="size">${plural(cells.length, "cell")}</span></summary>
<div class="scroll" role="region" tabindex="0" aria-label="${labels.cellsOf(notebook)}"><table class="provenance">
<thead><tr>${labels.provenanceColumns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${cells.map(([key, { files, functions }]) => {
  const cell = key.slice(notebook.length + 1);
  // Most of the elements of a long page: page.css gives these links the look of code, instead of an element in each.
  const links = nearestCells({ notebook, cell }, provenance).map((id) =>
    Object.hasOwn(provenance, `${notebook}#${id}`)
      ? markup`<a href="#${cellAnchor(notebook, id)}">${id}</a> `
      : markup`<code>${id}</code> `,
  );
  const modules = folders(modulesOf(functions));
  return markup`<tr><th scope="row" id="${cellAnchor(notebook, cell)}">${cell}</th><td>${links}</td><td>${files.join(", ")}</td><td>${modules}</td></tr>
`;
})}</tbody></table></div>
</details>
`;
}

export function provenanceMarkdown(report: Report): readonly string[] {
  const origins = originsOf(report);
  const tool = toolOf(report);
  if (origins.length === 0) return [];
  const chapters = report.sections.flatMap(({ notebook }) => {
    const own = origins.filter(({ place }) => place.notebook === notebook);
    return own.length === 0 ? [] : [chapterMarkdown(notebook, own, report)];
  });
  return [
    `## ${labels.provenance}`,
    "Each row is a cell of a notebook: what the page shows out of it, and the data files and modules that it depends on, " +
      "through earlier cells too. `report.json` beside this page names every function of the project’s modules that ran.",
    ...(tool === undefined ? [] : [`${labels.tool} ${escapeMarkdown(tool)}.`]),
    ...chapters,
  ];
}

/** Cells in which something on the page was computed; values are shown by their text, figures by their number. */
function originsOf({ sections, values, provenance }: Report) {
  const origins = new Map<string, { readonly place: Place; readonly shown: Set<string> }>();
  const show = (place: Place, shown: string) => {
    const key = `${place.notebook}#${place.cell}`;
    const origin = origins.get(key) ?? { place, shown: new Set() };
    origins.set(key, origin);
    origin.shown.add(shown);
  };
  for (const { notebook, blocks } of sections) {
    for (const block of blocks) {
      if (block.kind === "figure" || block.kind === "table")
        show({ notebook, cell: block.cell }, labels[block.kind](block.number));
    }
  }
  // A year or a word needs no explanation.
  for (const value of Object.values(values)) if (exactly(value) !== undefined) show(value.place, value.text);
  const known = Object.keys(provenance);
  const order = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length);
  return [...origins].sort(([a], [b]) => order(a) - order(b)).map(([, origin]) => origin);
}

function chapterMarkdown(notebook: string, origins: ReturnType<typeof originsOf>, report: Report): string {
  const rows = origins.map(({ place, shown }) => {
    const { files, functions } = lineageOf(place, report);
    return [place.cell, [...shown].join(", "), files.join(", "), folders(modulesOf(functions))];
  });
  const columns = labels.originColumns.map((title) => ({ title, align: "left" as const }));
  const summary = `<code>${escapeMarkdown(notebook)}</code>, ${plural(origins.length, "cell")}`;
  return `<details><summary>${summary}</summary>\n\n${markdownTable(columns, rows)}\n\n</details>`;
}

/** Modules by folder; for a folder with many, their number. */
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
