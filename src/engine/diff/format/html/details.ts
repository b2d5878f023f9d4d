import type { Detail, Span } from "../../kinds/description.js";
import type { TextRun } from "../../kinds/shapes.js";
import { markup, type Html } from "../../../render/html/template.js";
import { counted } from "../../kinds/kind.js";
import { excerpt, hunkLines, valueWords, type Words } from "../excerpts.js";

/** Rows that stand open; those that follow are folded, and beyond the second number left out. */
const openRows = 8;
const mostRows = 300;
const mostNames = 60;
const mostLines = 400;
/** Of a longer text only the words around what changed. */
const longest = 4000;
const widest = 2000;

export function spansHtml(spans: readonly Span[]): Html {
  return markup`${spans.map(({ text, mark }) => markedHtml(cut(text), mark))}`;
}

function markedHtml(text: string, mark: Span["mark"] | Words["kind"]): Html {
  if (text === "" || mark === undefined || mark === "same") return markup`${text}`;
  if (mark === "removed" || mark === "added") {
    const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
    if (words === "") return markup`${text}`;
    return mark === "removed"
      ? markup`${before}<del>${words}</del>${after}`
      : markup`${before}<ins>${words}</ins>${after}`;
  }
  return mark === "code" ? markup`<code>${text}</code>` : markup`<span class="muted">${text}</span>`;
}

function cut(text: string): string {
  return text.length > widest ? `${text.slice(0, widest)}…` : text;
}

function runsHtml(runs: readonly TextRun[]): Html {
  const whole = runs.flatMap((run) => (run.kind === "value" ? valueWords(run) : [run]));
  const length = whole.reduce((sum, { text }) => sum + text.length, 0);
  const words = length > longest ? excerpt(runs).slice(0, 400) : whole;
  return markup`${words.map(({ kind, text }) => markedHtml(cut(text), kind))}`;
}

/** What differs, in the order of its description. */
export function detailsHtml(details: readonly Detail[]): Html {
  return markup`${details.map(detailHtml)}`;
}

function detailHtml(detail: Detail): Html {
  switch (detail.kind) {
    case "line":
      return markup`<p>${labelHtml(detail.label)}${spansHtml(detail.spans)}</p>\n`;
    case "words":
      return markup`<p class="words">${labelHtml(detail.label)}${runsHtml(detail.runs)}</p>\n`;
    case "names":
      return namesHtml(detail);
    case "grid":
      return gridHtml(detail);
    case "lines":
      return linesHtml(detail);
  }
}

function labelHtml(label: string | undefined): Html | undefined {
  return label === undefined ? undefined : markup`<span class="label">${label}:</span> `;
}

function namesHtml({ label, mark, names }: Extract<Detail, { kind: "names" }>): Html {
  const left = names.length - mostNames;
  const all = names
    .slice(0, mostNames)
    .map((name, index) => markup`${index > 0 && "; "}${markedHtml(cut(name), mark)}`);
  return markup`<p>${labelHtml(label)}${all}${left > 0 && ` and ${left} more`}</p>\n`;
}

type Grid = Extract<Detail, { kind: "grid" }>;

function gridHtml({ columns, rows, noun }: Grid): Html {
  const open = rows.length <= openRows + 2 ? rows : rows.slice(0, openRows);
  const folded = rows.slice(open.length, mostRows);
  const left = rows.length - open.length - folded.length;
  const label = counted(rows.length, noun);
  return markup`${scrolled(gridTable(columns, open), label)}${
    folded.length > 0 &&
    markup`<details class="more-rows"><summary>${counted(folded.length, `more ${noun}`)}</summary>
${scrolled(gridTable(columns, folded), `${label}, continued`)}</details>
`
  }${left > 0 && markup`<p class="note">${counted(left, `${noun} of lesser effect`, `${noun}s of lesser effect`)} left out here; --format json has all.</p>\n`}`;
}

export function scrolled(table: Html, label: string): Html {
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>\n`;
}

function gridTable(columns: Grid["columns"], rows: Grid["rows"]): Html {
  const side = (index: number) => (columns[index]?.align === "right" ? markup` class="right"` : undefined);
  return markup`<table>
<thead><tr>${columns.map(({ title }, index) => markup`<th scope="col"${side(index)}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => markup`<tr>${row.map((cell, index) => markup`<td${side(index)}>${spansHtml(cell)}</td>`)}</tr>\n`)}</tbody></table>`;
}

function linesHtml({ runs }: Extract<Detail, { kind: "lines" }>): Html {
  const all = hunkLines(runs);
  const count = (kind: "removed" | "added") => all.filter((line) => line.kind === kind).length;
  const shown = all.slice(0, mostLines).map((line) => {
    if (line.kind === "skipped")
      return markup`<span class="muted">  ⋮ ${counted(line.count, "line")}</span>\n`;
    const sign = { removed: "- ", added: "+ ", same: "  " }[line.kind];
    return markup`${markedHtml(sign + cut(line.text), line.kind)}\n`;
  });
  const left = all.length - mostLines;
  return markup`<details class="code-lines"><summary>${counted(count("removed"), "line")} removed, ${count("added")} added</summary>
<pre tabindex="0"><code>${shown}${left > 0 && `  … and ${counted(left, "more line")}`}</code></pre></details>
`;
}
