import type { Detail, Span } from "../../kinds/description.js";
import type { TextRun } from "../../kinds/shapes.js";
import { fence } from "../../../render/markdown/escape.js";
import { counted } from "../../kinds/kind.js";
import { clip, excerpt, hunkLines } from "../excerpts.js";
import { code, literal } from "./escape.js";

const mostRows = 10;
const mostNames = 12;
const mostLines = 40;
const mostCharacters = 1500;
const widestLine = 200;
const widestCell = 80;

export function spansMarkdown(spans: readonly Span[], most = widestLine): string {
  return spans.map((span) => spanMarkdown({ ...span, text: clipEdges(span.text, most) })).join("");
}

/** Blanks at the ends part words from what stands beside them. */
function clipEdges(text: string, most: number): string {
  const [, before = "", after = ""] = /^(\s*)[\s\S]*?(\s*)$/.exec(text) ?? [];
  const clipped = clip(text, most);
  return clipped === "" ? before : `${before === "" ? "" : " "}${clipped}${after === "" ? "" : " "}`;
}

function spanMarkdown({ text, mark }: Span): string {
  if (text === "" || mark === undefined) return literal(text);
  if (mark === "code") return code(text);
  if (mark === "muted") return `<sub>${literal(text)}</sub>`;
  return mark === "removed" ? `<del>${literal(text)}</del>` : `<ins>${literal(text)}</ins>`;
}

/** A sentence with what went and what came, as much of it as it takes to know the place. */
export function runsMarkdown(runs: readonly TextRun[]): string {
  let room = mostCharacters;
  let done = "";
  for (const { kind, text } of excerpt(runs)) {
    if (room <= 0) return `${done.trim()} …`;
    const shown = text.length > room ? `${text.slice(0, room)}…` : text;
    room -= text.length;
    const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(shown) ?? [];
    const tag = kind === "removed" ? "del" : "ins";
    done +=
      words === "" || kind === "same"
        ? literal(shown)
        : `${before}<${tag}>${literal(words)}</${tag}>${after}`;
  }
  return done.trim();
}

/** Paragraphs, lists, tables and code, in their order; each is a block of Markdown. */
export function detailBlocks(details: readonly Detail[], last: readonly string[]): readonly string[] {
  const blocks: string[] = [];
  let list: string[] = [];
  const flush = () => {
    if (list.length > 0) blocks.push(list.map((each) => `- ${each}`).join("\n"));
    list = [];
  };
  for (const detail of details) {
    if (detail.kind === "grid" || detail.kind === "lines") {
      flush();
      blocks.push(detail.kind === "grid" ? gridMarkdown(detail) : codeMarkdown(detail));
    } else list.push(lineMarkdown(detail));
  }
  list.push(...last);
  flush();
  return blocks;
}

function lineMarkdown(detail: Extract<Detail, { kind: "line" | "words" | "names" }>): string {
  const label = detail.label === undefined ? "" : `${literal(detail.label)}: `;
  if (detail.kind === "line") return label + spansMarkdown(detail.spans);
  if (detail.kind === "words") return label + runsMarkdown(detail.runs);
  const { names } = detail;
  const left = names.length - mostNames;
  const all = names.slice(0, mostNames).map((name) => literal(clip(name, widestCell)));
  return `${label}${all.join("; ")}${left > 0 ? ` and ${left} more` : ""}`;
}

const rules = { left: ":--", right: "--:" } as const;

export function tableMarkdown(
  columns: readonly { readonly title: string; readonly align: "left" | "right" }[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [
    columns.map(({ title }) => literal(title)),
    columns.map(({ align }) => rules[align]),
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function gridMarkdown({ columns, rows, noun }: Extract<Detail, { kind: "grid" }>): string {
  const shown = rows.slice(0, mostRows).map((row) => row.map((cell) => spansMarkdown(cell, widestCell)));
  const left = rows.length - mostRows;
  const table = tableMarkdown(columns, shown);
  return left > 0 ? `${table}\n\n… and ${counted(left, `more ${noun}`)}.` : table;
}

function codeMarkdown({ runs }: Extract<Detail, { kind: "lines" }>): string {
  const all = hunkLines(runs).map((line) => {
    if (line.kind === "skipped") return `  ⋮ ${counted(line.count, "line")}`;
    const sign = { removed: "-", added: "+", same: " " }[line.kind];
    return `${sign} ${line.text.length > widestLine ? `${line.text.slice(0, widestLine)}…` : line.text}`.trimEnd();
  });
  const left = all.length - mostLines;
  const shown = left > 0 ? [...all.slice(0, mostLines), `  … and ${counted(left, "more line")}`] : all;
  return fence(shown.join("\n"), "diff");
}
