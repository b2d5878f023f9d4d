import type { DataEdition, DataLink, DataTable } from "../../../model/data-sources.js";
import type { Report } from "../../../model/report.js";
import { longDate } from "../dates.js";
import { rowsText } from "../rows-text.js";
import { escapeMarkdown } from "./escape.js";
import { inertHtml } from "./inert-html.js";
import { markdownTable } from "./table.js";

/** The tables that were read: editions, what each table holds, its limits, who published it, under which licence. */
export function sourcesMarkdown({ sources }: Report): readonly string[] {
  if (sources === undefined) return [];
  const { editions = [], tables } = sources;
  return ["## Sources, editions and limits", ...editionsMarkdown(editions), ...tables.map(tableMarkdown)];
}

function editionsMarkdown(editions: readonly DataEdition[]): readonly string[] {
  if (editions.length === 0) return [];
  const head = ["Edition", "Collected", "Counts", "Reference"];
  const rows = editions.map(({ name, collected = "", counts = "", reference = "" }) => [
    name,
    longDate(collected),
    counts,
    reference,
  ]);
  return [
    "An edition is one state of one source, as it was when it was collected.",
    markdownTable(
      head.map((title) => ({ title, align: "left" })),
      rows,
    ),
  ];
}

/** Folded: a reader of the text wants to know that it is there, not to scroll over it. */
function tableMarkdown({ title, path, description, rows, limits, sources, licences }: DataTable): string {
  const size = rows === undefined ? "" : `, ${rowsText(rows)}`;
  const parts = [
    ...(description === undefined ? [] : [escapeMarkdown(description)]),
    ...(limits === undefined ? [] : [`**Limits:** ${inertHtml(limits)}`]),
    ...linksMarkdown("Source", sources),
    ...linksMarkdown("Licence", licences),
  ];
  const summary = `${escapeMarkdown(title)} (<code>${escapeMarkdown(path)}</code>${size})`;
  return parts.length === 0
    ? summary
    : `<details><summary>${summary}</summary>\n\n${parts.join("\n\n")}\n\n</details>`;
}

function linksMarkdown(name: string, all: readonly DataLink[]): readonly string[] {
  if (all.length === 0) return [];
  const links = all.map(({ title, href }) => {
    const text = escapeMarkdown(title);
    return href === undefined
      ? text
      : `[${text}](${href.replace(/[<>()\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;
  });
  return [`${name}: ${links.join("; ")}`];
}
