import type { DataLink } from "../../model/data-sources.js";
import type { Report } from "../../model/report.js";
import { cellAnchor, cellLink } from "./value-panel.js";
import { markup, type Html } from "./template.js";

/** The tables that were read: what each holds, who published it, under which licence. */
export function sourcesHtml({ sources }: Report): Html | undefined {
  if (sources === undefined) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="sources">
<h2 id="sources">Sources and licences</h2>
<dl class="sources">
${sources.tables.map(
  (table) => markup`<dt>${table.title} <code>${table.path}</code></dt>
<dd>${table.description === undefined ? undefined : markup`<p>${table.description}</p>`}${links("Source", table.sources)}${links("Licence", table.licences)}</dd>
`,
)}</dl>
</section>
`;
}

function links(name: string, all: readonly DataLink[]): Html | undefined {
  if (all.length === 0) return undefined;
  return markup`<p>${name}: ${all.map(({ title, href }, index) => {
    const before = index === 0 ? "" : "; ";
    return href === undefined ? markup`${before}${title}` : markup`${before}<a href="${href}">${title}</a>`;
  })}</p>`;
}

/** Every cell that ran: the cells it rests on, the data it read, the functions of modules that ran in it. */
export function provenanceHtml({ provenance }: Report): Html | undefined {
  const cells = Object.entries(provenance);
  if (cells.length === 0) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="provenance">
<h2 id="provenance">Where the numbers come from</h2>
<p>Each row is a cell of a notebook. A value or figure rests on its own cell and, through the cells named beside it, on their data.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Cells and what they rest on"><table class="provenance">
<thead><tr><th scope="col">Cell</th><th scope="col">Rests on</th><th scope="col">Data read</th><th scope="col">Functions</th></tr></thead>
<tbody>
${cells.map(([key, record]) => {
  const at = key.lastIndexOf("#");
  const [notebook, cell] = [key.slice(0, at), key.slice(at + 1)];
  const earlier = record.cells.map((id) => markup`${cellLink(notebook, id, { provenance })} `);
  return markup`<tr><th scope="row" id="${cellAnchor(notebook, cell)}"><code>${cell}</code><span class="unit">${notebook}</span></th><td>${earlier}</td><td>${codes(record.files)}</td><td>${codes(record.functions)}</td></tr>
`;
})}</tbody></table></div>
</section>
`;
}

function codes(names: readonly string[]): Html {
  return markup`${names.map((name) => markup`<code>${name}</code> `)}`;
}
