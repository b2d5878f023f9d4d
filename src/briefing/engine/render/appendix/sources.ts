/** The appendix on sources: editions, and for each table that was read its contents, limits, publisher and licence. */
import type { DataEdition, DataLink, DataTable } from "../../../model/data-sources.js";
import type { Prose, Report } from "../../../model/report.js";
import { hasSource, maxListed, sourcesInShort, sourceWords } from "../../report/data/source-not-given.js";
import { longDate } from "../dates.js";
import { markup, type Html } from "../template.js";
import { escapeMarkdown, linkMarkdown, markdownTable } from "../../../lib/markdown-text.js";
import { inertHtml } from "../inert-html.js";
import { labels } from "../labels.js";
import { safeName } from "../names.js";

export const tableAnchor = (path: string): string => `source-${safeName(path)}`;

/**
 * The sources of the briefing on one line, each edition with the date on which it was collected. Undefined if the
 * project has no tables, or more sources than fit on a line.
 */
export function headSources({ sources }: Pick<Report, "sources">): string | undefined {
  if (sources === undefined) return undefined;
  const named = sourcesInShort(sources, (sources.editions ?? []).map(editionWords));
  return named.length === 0 || named.length > maxListed ? undefined : named.join("; ");
}

function editionWords({ name, collected }: DataEdition): string {
  const date = longDate(collected ?? "");
  return date === "" || name.includes(date) ? name : `${name} (collected ${date})`;
}

const editionsLead = "An edition is one state of one source, as it was when it was collected.";

/** Name, date of collection, what it counts, reference. */
export const editionRow = ({ name, collected = "", counts = "", reference = "" }: DataEdition) =>
  [name, longDate(collected), counts, reference] as const;

interface InlineProse {
  inline(prose: Prose): Html;
}

export function sourcesHtml({ sources }: Report, prose: InlineProse): Html | undefined {
  if (sources === undefined) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="sources">
<h2 id="sources">${labels.sourcesAndLimits}</h2>
${editionsHtml(sources.editions ?? [])}<p>What each table holds, where it comes from, under which licence, and its limits:</p>
${sources.tables.map((table) => tableHtml(table, prose))}</section>
`;
}

function editionsHtml(editions: readonly DataEdition[]): Html | undefined {
  if (editions.length === 0) return undefined;
  return markup`<p>${editionsLead}</p>
<div class="scroll" role="region" tabindex="0" aria-label="${labels.editionsOfSources}"><table>
<thead><tr>${labels.editionColumns.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${editions.map((edition) => {
  const [name, ...others] = editionRow(edition);
  return markup`<tr><th scope="row">${name}</th>${others.map((text) => markup`<td>${text}</td>`)}</tr>\n`;
})}</tbody></table></div>
`;
}

function tableHtml(table: DataTable, prose: InlineProse): Html {
  const { title, path, description, rows, limits } = table;
  const size = rows === undefined ? undefined : markup` <span class="size">${labels.rows(rows)}</span>`;
  return markup`<details class="fold" id="${tableAnchor(path)}">
<summary>${title} <code>${path}</code>${size}</summary>
${description === undefined ? undefined : markup`<p>${description}</p>`}${
    limits === undefined ? undefined : markup`<p><b>${labels.limits}:</b> ${prose.inline([limits])}</p>`
  }${linksHtml(labels.source, sourcesOf(table))}${linksHtml(labels.licence, table.licences)}
</details>
`;
}

/** Its sources, or a note that none are given; editions named in its rows are listed above. */
const sourcesOf = (table: DataTable): readonly DataLink[] =>
  hasSource(table) ? table.sources : sourceWords([], [table]).map((title) => ({ title }));

function linksHtml(name: string, all: readonly DataLink[]): Html | undefined {
  if (all.length === 0) return undefined;
  return markup`<p class="origin">${name}: ${all.map(({ title, href }, index) => {
    const before = index === 0 ? "" : "; ";
    return href === undefined ? markup`${before}${title}` : markup`${before}<a href="${href}">${title}</a>`;
  })}</p>`;
}

export function sourcesMarkdown({ sources }: Report): readonly string[] {
  if (sources === undefined) return [];
  const { editions = [], tables } = sources;
  const columns = labels.editionColumns.map((title) => ({ title, align: "left" as const }));
  const table = markdownTable(columns, editions.map(editionRow));
  return [
    `## ${labels.sourcesAndLimits}`,
    ...(editions.length === 0 ? [] : [editionsLead, table]),
    ...tables.map(tableMarkdown),
  ];
}

/** Folded: most readers need only know that it exists. */
function tableMarkdown(table: DataTable): string {
  const { title, path, description, rows, limits, licences } = table;
  const size = rows === undefined ? "" : `, ${labels.rows(rows)}`;
  const parts = [
    ...(description === undefined ? [] : [escapeMarkdown(description)]),
    ...(limits === undefined ? [] : [`**${labels.limits}:** ${inertHtml(limits)}`]),
    ...linksMarkdown(labels.source, sourcesOf(table)),
    ...linksMarkdown(labels.licence, licences),
  ];
  const summary = `${escapeMarkdown(title)} (<code>${escapeMarkdown(path)}</code>${size})`;
  return parts.length === 0
    ? summary
    : `<details><summary>${summary}</summary>\n\n${parts.join("\n\n")}\n\n</details>`;
}

function linksMarkdown(name: string, all: readonly DataLink[]): readonly string[] {
  if (all.length === 0) return [];
  const links = all.map(({ title, href }) =>
    href === undefined ? escapeMarkdown(title) : linkMarkdown(title, href),
  );
  return [`${name}: ${links.join("; ")}`];
}
