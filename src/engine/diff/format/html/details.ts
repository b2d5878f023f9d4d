import { markup, type Html } from "../../../render/html/template.js";
import type { Detail, DetailOf, Span } from "../../kinds/description.js";
import { counted } from "../../words/phrases.js";
import type { TextRun } from "../../kinds/shapes.js";
import { excerpt, hunkLines, valueWords } from "../excerpts.js";

/** Rows that stand open; those that follow are folded, and beyond the second number left out. */
const openRows = 8;
const mostRows = 300;
const mostNames = 60;
const mostLines = 400;
/** Of a longer text only the words around what changed. */
const longest = 4000;
const widest = 2000;

/** Where on the page, or outside of it, an input is to be seen. */
type HrefOf = (input: string) => string | undefined;

export function spansHtml(spans: readonly Span[], hrefOf?: HrefOf): Html {
  return markup`${spans.map(({ text, mark, input, href }) => {
    const words = markedHtml(text, mark);
    const address = (input === undefined ? undefined : hrefOf?.(input)) ?? href;
    return address === undefined ? words : markup`<a href="${address}">${words}</a>`;
  })}`;
}

function markedHtml(whole: string, mark: Span["mark"] | "same"): Html {
  const text = whole.length > widest ? `${whole.slice(0, widest)}…` : whole;
  if (text === "" || mark === undefined || mark === "same") return markup`${text}`;
  if (mark === "code") return markup`<code>${text}</code>`;
  if (mark === "muted" || mark === "warning") return markup`<span class="${mark}">${text}</span>`;
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (words === "") return markup`${text}`;
  return mark === "removed"
    ? markup`${before}<del>${words}</del>${after}`
    : markup`${before}<ins>${words}</ins>${after}`;
}

function runsHtml(runs: readonly TextRun[]): Html {
  const whole = runs.flatMap((run) => (run.kind === "value" ? valueWords(run) : [run]));
  const length = whole.reduce((sum, { text }) => sum + text.length, 0);
  const words = length > longest ? excerpt(runs).slice(0, 400) : whole;
  return markup`${words.map(({ kind, text }) => markedHtml(text, kind))}`;
}

/** What differs, in the order of its description. */
export function detailsHtml(details: readonly Detail[], hrefOf?: HrefOf): Html {
  return markup`${details.map((detail) => detailHtml(detail, hrefOf))}`;
}

function detailHtml(detail: Detail, hrefOf: HrefOf | undefined): Html {
  switch (detail.kind) {
    case "line":
      return markup`<p>${labelHtml(detail)}${spansHtml(detail.spans, hrefOf)}</p>\n`;
    case "words":
      return markup`<p class="words">${labelHtml(detail)}${runsHtml(detail.runs)}</p>\n`;
    case "names":
      return namesHtml(detail);
    case "grid":
      return gridHtml(detail);
    case "lines":
      return linesHtml(detail);
  }
}

function labelHtml({ label }: { readonly label?: string }): Html | undefined {
  return label === undefined ? undefined : markup`<span class="label">${label}:</span> `;
}

function namesHtml(detail: DetailOf<"names">): Html {
  const left = detail.names.length - mostNames;
  const all = detail.names
    .slice(0, mostNames)
    .map((name, index) => markup`${index > 0 && "; "}${markedHtml(name, detail.mark)}`);
  return markup`<p>${labelHtml(detail)}${all}${left > 0 && ` and ${left} more`}</p>\n`;
}

function gridHtml({ columns, rows, noun }: DetailOf<"grid">): Html {
  const open = rows.length <= openRows + 2 ? rows : rows.slice(0, openRows);
  const folded = rows.slice(open.length, mostRows);
  const left = rows.length - open.length - folded.length;
  const label = counted(rows.length, noun);
  return markup`${gridTable(columns, open, label)}${
    folded.length > 0 &&
    markup`<details class="more-rows"><summary>${counted(folded.length, `more ${noun}`)}</summary>
${gridTable(columns, folded, `${label}, continued`)}</details>
`
  }${left > 0 && markup`<p class="note">${counted(left, `${noun} of lesser effect`, `${noun}s of lesser effect`)} left out here; --format json has all.</p>\n`}`;
}

type Grid = DetailOf<"grid">;

function gridTable(columns: Grid["columns"], rows: Grid["rows"], label: string): Html {
  const side = (index: number) => (columns[index]?.align === "right" ? markup` class="right"` : undefined);
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

function linesHtml({ runs }: DetailOf<"lines">): Html {
  const all = hunkLines(runs);
  const count = (kind: "removed" | "added") => all.filter((line) => line.kind === kind).length;
  const shown = all.slice(0, mostLines).map((line) => {
    if (line.kind === "skipped")
      return markup`<span class="muted">  ⋮ ${counted(line.count, "line")}</span>\n`;
    const sign = { removed: "- ", added: "+ ", same: "  " }[line.kind];
    return markup`${markedHtml(sign + line.text, line.kind)}\n`;
  });
  const left = all.length - mostLines;
  return markup`<details class="code-lines"><summary>${counted(count("removed"), "line")} removed, ${count("added")} added</summary>
<pre tabindex="0"><code>${shown}${left > 0 && `  … and ${counted(left, "more line")}`}</code></pre></details>
`;
}
