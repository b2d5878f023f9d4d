import { fence } from "../../../render/markdown/escape.js";
import type { Detail, DetailOf, Span } from "../../kinds/description.js";
import { counted } from "../../words/phrases.js";
import type { TextRun } from "../../kinds/shapes.js";
import { clip, excerpt, hunkLines } from "../excerpts.js";
import { address, code, literal } from "./escape.js";

const mostRows = 10;
const mostNames = 12;
const mostLines = 40;
const mostCharacters = 1500;
const widestLine = 200;
const widestCell = 80;

export function spansMarkdown(spans: readonly Span[], most = widestLine): string {
  return spans.map((span) => spanMarkdown({ ...span, text: clipped(span.text, most) })).join("");
}

/** Blanks at the ends part words from what stands beside them. */
function clipped(text: string, most: number): string {
  const [, before = "", after = ""] = /^(\s*)[\s\S]*?(\s*)$/.exec(text) ?? [];
  const words = clip(text, most);
  return words === "" ? before : `${before === "" ? "" : " "}${words}${after === "" ? "" : " "}`;
}

function spanMarkdown({ text, mark, href }: Span): string {
  if (text === "") return "";
  const words = mark === "code" ? code(text) : marked(text, mark);
  return href === undefined ? words : `[${words}](${address(href)})`;
}

function marked(text: string, mark: Exclude<Span["mark"], "code"> | "same"): string {
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (words === "" || mark === undefined || mark === "same" || mark === "muted") return literal(text);
  if (mark === "warning") return `**${literal(text)}**`;
  const tag = mark === "removed" ? "del" : "ins";
  return `${before}<${tag}>${literal(words)}</${tag}>${after}`;
}

/** A sentence with what was removed and added, as much of it as it takes to know the place. */
export function runsMarkdown(runs: readonly TextRun[]): string {
  let room = mostCharacters;
  let done = "";
  for (const { kind, text } of excerpt(runs)) {
    if (room <= 0) return `${done.trim()} …`;
    done += marked(text.length > room ? `${text.slice(0, room)}…` : text, kind);
    room -= text.length;
  }
  return done.trim();
}

/** Lists, tables and code, in their order; each is a block of Markdown. */
export function detailBlocks(details: readonly Detail[]): readonly string[] {
  const blocks: string[] = [];
  let list: string[] = [];
  const flush = () => {
    if (list.length > 0) blocks.push(list.map((each) => `- ${each}`).join("\n"));
    list = [];
  };
  for (const detail of details) {
    if (detail.kind !== "grid" && detail.kind !== "lines") {
      list.push(...lineMarkdown(detail));
      continue;
    }
    flush();
    blocks.push(detail.kind === "grid" ? gridMarkdown(detail) : codeMarkdown(detail));
  }
  flush();
  return blocks;
}

/** A detail that takes a line; none of one that takes a block. */
export function lineMarkdown(detail: Detail): readonly string[] {
  if (detail.kind === "grid" || detail.kind === "lines") return [];
  const label = detail.label === undefined ? "" : `${literal(detail.label)}: `;
  if (detail.kind === "line") return [label + spansMarkdown(detail.spans, 400)];
  if (detail.kind === "words") return [label + runsMarkdown(detail.runs)];
  const { names } = detail;
  const left = names.length - mostNames;
  const all = names.slice(0, mostNames).map((name) => literal(clip(name, widestCell)));
  return [`${label}${all.join("; ")}${left > 0 ? ` and ${left} more` : ""}`];
}

const rules = { left: ":--", right: "--:" } as const;

export function tableMarkdown(
  columns: DetailOf<"grid">["columns"],
  rows: readonly (readonly string[])[],
): string {
  const lines = [
    columns.map(({ title }) => literal(title)),
    columns.map(({ align }) => rules[align]),
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function gridMarkdown({ columns, rows, noun }: DetailOf<"grid">): string {
  const shown = rows.slice(0, mostRows).map((row) => row.map((cell) => spansMarkdown(cell, widestCell)));
  const left = rows.length - mostRows;
  const table = tableMarkdown(columns, shown);
  return left > 0 ? `${table}\n\n… and ${counted(left, `more ${noun}`)}.` : table;
}

function codeMarkdown({ runs }: DetailOf<"lines">): string {
  const all = hunkLines(runs).map((line) => {
    if (line.kind === "skipped") return `  ⋮ ${counted(line.count, "line")}`;
    const sign = { removed: "-", added: "+", same: " " }[line.kind];
    return `${sign} ${line.text.length > widestLine ? `${line.text.slice(0, widestLine)}…` : line.text}`.trimEnd();
  });
  const left = all.length - mostLines;
  const shown = left > 0 ? [...all.slice(0, mostLines), `  … and ${counted(left, "more line")}`] : all;
  return fence(shown.join("\n"), "diff");
}
