import { plural } from "../../../lib/plural.js";
import { markup, type Html } from "../../render/template.js";
import type { Detail, Grid, Span } from "../kinds/description.js";

/** Rows that are visible; further rows are folded, and rows beyond the second number are left out. */
const openRows = 8;
const mostRows = 300;
const widest = 2000;

/** The link to the page's section about an input. */
type HrefOf = (input: string) => string | undefined;

export function detailsHtml(details: readonly Detail[], hrefOf?: HrefOf): Html {
  return markup`${details.map((detail) => detailHtml(detail, hrefOf))}`;
}

function detailHtml(detail: Detail, hrefOf: HrefOf | undefined): Html {
  if (detail.kind === "grid") return gridHtml(detail);
  if (detail.kind === "code")
    return markup`<details class="code-lines"><summary>${detail.count}</summary>
<pre tabindex="0"><code>${detail.lines.map((line) => markup`${markedHtml(line)}\n`)}</code></pre></details>
`;
  const { kind, label, spans } = detail;
  return markup`<p${kind === "words" && markup` class="words"`}>${label !== undefined && markup`<span class="label">${label}:</span> `}${spansHtml(spans, hrefOf)}</p>\n`;
}

export function spansHtml(spans: readonly Span[], hrefOf?: HrefOf): Html {
  return markup`${spans.map((span) => {
    const address = (span.input === undefined ? undefined : hrefOf?.(span.input)) ?? span.href;
    const words = markedHtml(span);
    return address === undefined ? words : markup`<a href="${address}">${words}</a>`;
  })}`;
}

const elements = { code: "code", removed: "del", struck: "del", added: "ins", inserted: "ins" } as const;

function markedHtml({ text: whole, mark }: Span): Html {
  const text = whole.length > widest ? `${whole.slice(0, widest)}…` : whole;
  if (mark === undefined) return markup`${text}`;
  if (mark === "muted" || mark === "warning") return markup`<span class="${mark}">${text}</span>`;
  return markup`<${elements[mark]}>${text}</${elements[mark]}>`;
}

function gridHtml({ columns, rows, noun }: Grid): Html {
  const open = rows.length <= openRows + 2 ? rows : rows.slice(0, openRows);
  const folded = rows.slice(open.length, mostRows);
  const left = rows.length - open.length - folded.length;
  const label = plural(rows.length, noun);
  return markup`${gridTable(columns, open, label)}${
    folded.length > 0 &&
    markup`<details class="more-rows"><summary>${plural(folded.length, `more ${noun}`)}</summary>
${gridTable(columns, folded, `${label}, continued`)}</details>
`
  }${left > 0 && markup`<p class="note">${plural(left, `${noun} of lesser effect`, `${noun}s of lesser effect`)} left out here; --format json has all.</p>\n`}`;
}

function gridTable(columns: Grid["columns"], rows: Grid["rows"], label: string): Html {
  const side = (index: number) => columns[index]?.align === "right" && markup` class="right"`;
  const cellHtml = (cell: readonly Span[], index: number) =>
    index === 0
      ? markup`<th scope="row"${side(index)}>${spansHtml(cell)}</th>`
      : markup`<td${side(index)}>${spansHtml(cell)}</td>`;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table>
<thead><tr>${columns.map(({ title }, index) => markup`<th scope="col"${side(index)}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => markup`<tr>${row.map(cellHtml)}</tr>\n`)}</tbody></table></div>
`;
}
