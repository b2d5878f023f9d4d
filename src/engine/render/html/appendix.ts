import type { DataEdition, DataLink, DataTable } from "../../../model/data-sources.js";
import type { Report } from "../../../model/report.js";
import { longDate } from "../dates.js";
import { rowsText } from "../rows-text.js";
import type { ProseRenderer } from "./prose.js";
import { markup, type Html } from "./template.js";

/** The tables that were read: what each holds, who published it, in which editions, under which licence, its limits. */
export function sourcesHtml({ sources }: Report, prose: ProseRenderer): Html | undefined {
  if (sources === undefined) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="sources">
<h2 id="sources">Sources, editions and limits</h2>
${editionsHtml(sources.editions ?? [])}<p>What each table holds, where it comes from, under which licence, and its limits:</p>
${sources.tables.map((table) => tableEntry(table, prose))}</section>
`;
}

function editionsHtml(editions: readonly DataEdition[]): Html | undefined {
  if (editions.length === 0) return undefined;
  return markup`<p>An edition is one state of one source, as it was when it was collected.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Editions of the sources"><table>
<thead><tr><th scope="col">Edition</th><th scope="col">Collected</th><th scope="col">Counts</th><th scope="col">Reference</th></tr></thead>
<tbody>
${editions.map(
  ({ name, collected = "", counts, reference }) =>
    markup`<tr><th scope="row">${name}</th><td>${longDate(collected)}</td><td>${counts}</td><td>${reference}</td></tr>\n`,
)}</tbody></table></div>
`;
}

function tableEntry(table: DataTable, prose: ProseRenderer): Html {
  const { title, path, description, rows, limits } = table;
  const size = rows === undefined ? undefined : markup` <span class="size">${rowsText(rows)}</span>`;
  return markup`<details class="fold">
<summary>${title} <code>${path}</code>${size}</summary>
${description === undefined ? undefined : markup`<p>${description}</p>`}${
    limits === undefined ? undefined : markup`<p><b>Limits:</b> ${prose.inline([limits])}</p>`
  }${links("Source", table.sources)}${links("Licence", table.licences)}
</details>
`;
}

function links(name: string, all: readonly DataLink[]): Html | undefined {
  if (all.length === 0) return undefined;
  return markup`<p class="origin">${name}: ${all.map(({ title, href }, index) => {
    const before = index === 0 ? "" : "; ";
    return href === undefined ? markup`${before}${title}` : markup`${before}<a href="${href}">${title}</a>`;
  })}</p>`;
}
