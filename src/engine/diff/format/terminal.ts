import pc from "picocolors";
import wrapAnsi from "wrap-ansi";
import type { Comparison, Side } from "../comparison.js";
import type { Detail, DetailOf, Span } from "../kinds/description.js";
import { isLoud } from "../rank.js";
import { clip, excerpt, hunkLines } from "./excerpts.js";
import { inputLines, outlineOf, type Entry, type InputGroup, type Outline } from "./outline.js";

/** What is shown of a long list in all. */
const mostLines = 60;
const mostRows = 10;
const mostNames = 12;
const widestSpan = 200;
const widestCell = 60;

/** A comparison for a person at a terminal: the summary first, then changes by their effect, then inputs and notes. */
export function formatTerminal(comparison: Comparison, options: TerminalOptions): string {
  const style = terminalStyle(options);
  return layOut(outlineLines(outlineOf(comparison), style), style);
}

function outlineLines(outline: Outline, style: Style): readonly Line[] {
  const { warning, before, after, entries, sameText, inputs, notes } = outline;
  return [
    line(0, style.strong(outline.line)),
    ...(warning === undefined ? [] : [line(0, style.warning(`! ${warning}`))]),
    line(0, style.removed(`--- ${sideText(before)}`)),
    line(0, style.added(`+++ ${sideText(after)}`)),
    ...outline.remarks.flatMap((remark) => detailLines(remark, style, 0)),
    ...entries.flatMap((entry, index) => [
      ...(isListed(entry, entries[index - 1]) ? [] : [emptyLine]),
      ...entryLines(entry, style),
    ]),
    ...(sameText === undefined ? [] : [emptyLine, line(0, style.muted(sameText), 4)]),
    ...(inputs.effective.length + inputs.without.length === 0 ? [] : [emptyLine]),
    ...groupLines("Inputs that differ", inputs.effective, style),
    ...groupLines("Inputs that differ without effect", inputs.without, style),
    ...(notes.length === 0 ? [] : [emptyLine, line(0, style.strong("Notes"))]),
    ...notes.map((note) => line(2, note, 0)),
  ];
}

/** Whether it follows one of its sort, as in a list. */
function isListed({ change, isSlim }: Entry, previous: Entry | undefined): boolean {
  return isSlim && previous?.change.kind === change.kind && previous.change.status === change.status;
}

function sideText({ name, date }: Side): string {
  return date === undefined ? name : `${name} (${date})`;
}

const signs = { added: "+", removed: "-", changed: "~" } as const;

function entryLines(entry: Entry, style: Style): readonly Line[] {
  const { change, label, title, head, amount } = entry;
  const paint = { added: style.added, removed: style.removed, changed: style.notable }[change.status];
  const sign = isLoud(entry.weight) ? style.grave(`! ${label}`) : paint(`${signs[change.status]} ${label}`);
  const name = title === change.id ? "" : clip(title, widestSpan);
  const isInHead = entry.isSlim && head.length === 0;
  const words = isInHead ? [name] : [spansText(head, style), amount].filter((each) => each !== "");
  return [
    line(0, [`${sign}  ${style.strong(change.id)}`, words.join(" ")].join("  ").trimEnd(), 4),
    ...(name === "" || isInHead ? [] : [line(4, style.muted(name), 0)]),
    ...[...entry.details, ...entry.about].flatMap((detail) => detailLines(detail, style, 4)),
  ];
}

function groupLines(heading: string, groups: readonly InputGroup[], style: Style): readonly Line[] {
  if (groups.length === 0) return [];
  return [
    line(0, style.strong(heading)),
    ...inputLines(groups).flatMap((details) =>
      details.flatMap((detail, index) => detailLines(detail, style, index === 0 ? 2 : 4)),
    ),
  ];
}

function detailLines(detail: Detail, style: Style, indent: number): readonly Line[] {
  switch (detail.kind) {
    case "line":
      return [line(indent, labelText(detail, style) + spansText(detail.spans, style))];
    case "words":
      return [line(indent, labelText(detail, style) + wordsText(detail, style), detail.label ? 9 : 0)];
    case "names":
      return [line(indent, namesText(detail, style))];
    case "grid":
      return gridLines(detail, style);
    case "lines":
      return codeLines(detail, style);
  }
}

function spansText(spans: readonly Span[], style: Style, most = widestSpan): string {
  return spans
    .map(({ text, mark }) => {
      const shown = text.length > most ? clip(text, most) : text;
      return mark === undefined || mark === "code" ? shown : style[mark](shown);
    })
    .join("");
}

function labelText({ label }: { readonly label?: string }, style: Style): string {
  return label === undefined ? "" : `${style.muted(`${label}:`)} `;
}

function wordsText({ runs }: DetailOf<"words">, style: Style): string {
  return excerpt(runs)
    .map(({ kind, text }) =>
      kind === "removed" ? style.removedWords(text) : kind === "added" ? style.addedWords(text) : text,
    )
    .join("")
    .trim();
}

/** `rows added: a; b; c and 5 more`. */
function namesText({ label, mark, names }: DetailOf<"names">, style: Style): string {
  const left = names.length - mostNames;
  const shown = names.slice(0, mostNames).map((name) => clip(name, widestCell));
  const all = `${label}: ${shown.join("; ")}`;
  return (mark ? style[mark](all) : all) + (left > 0 ? style.muted(` and ${left} more`) : "");
}

/** A line for each first cell: `2022: Cups 10 → 12 +2 (+20.0 %) · Pots 4 → 5 +1 (+25.0 %)`. */
function gridLines({ rows, noun }: DetailOf<"grid">, style: Style): readonly Line[] {
  const groups = new Map<string, string[]>();
  for (const [first = [], ...rest] of rows) {
    const name = spansText(first, style, widestCell);
    const cells = rest.map((cell) => spansText(cell, style, widestCell)).filter((text) => text !== "");
    groups.set(name, [...(groups.get(name) ?? []), cells.join(" ")]);
  }
  const shown = [...groups].slice(0, mostRows);
  const left = rows.length - shown.reduce((sum, [, cells]) => sum + cells.length, 0);
  return [
    ...shown.map(([name, cells]) => line(4, `${name}${style.muted(":")} ${cells.join(style.muted(" · "))}`)),
    ...(left > 0 ? [more(left, noun, style)] : []),
  ];
}

function codeLines({ runs }: DetailOf<"lines">, style: Style): readonly Line[] {
  const all = hunkLines(runs).map((each): string => {
    if (each.kind === "skipped") return style.muted(`  ⋮ ${each.count} lines`);
    if (each.kind === "removed") return style.removed(`- ${each.text}`);
    return each.kind === "added" ? style.added(`+ ${each.text}`) : `  ${each.text}`;
  });
  const shown = all.slice(0, mostLines).map((each) => line(4, each, 4));
  return all.length > mostLines ? [...shown, more(all.length - mostLines, "line", style)] : shown;
}

function more(count: number, noun: string, style: Style): Line {
  return line(4, style.muted(`… ${count} more ${noun}${count === 1 ? "" : "s"} (--format json has all)`));
}

export interface TerminalOptions {
  /** Columns that a line may take. */
  readonly width: number;
  readonly colour: "on" | "off";
}

type Paint = (text: string) => string;

/** How parts of a comparison look; without colour, what was removed and added keeps the marks of `git diff --word-diff`. */
interface Style {
  readonly width: number;
  readonly strong: Paint;
  readonly muted: Paint;
  readonly removed: Paint;
  readonly added: Paint;
  readonly warning: Paint;
  /** Heads of changes: verdicts that flipped, all others. */
  readonly grave: Paint;
  readonly notable: Paint;
  /** Words within a sentence that went and came. */
  readonly removedWords: Paint;
  readonly addedWords: Paint;
}

function terminalStyle({ width, colour }: TerminalOptions): Style {
  const paint = pc.createColors(colour === "on");
  return {
    width: Math.max(width, 40),
    strong: paint.bold,
    muted: paint.dim,
    removed: paint.red,
    added: paint.green,
    warning: (text) => paint.bold(paint.yellow(text)),
    grave: (text) => paint.bold(paint.red(text)),
    notable: (text) => paint.bold(paint.cyan(text)),
    removedWords: colour === "on" ? (text) => paint.red(paint.strikethrough(text)) : marked("[-", "-]"),
    addedWords: colour === "on" ? (text) => paint.green(paint.underline(text)) : marked("{+", "+}"),
  };
}

/** Marks around the words, blanks left outside. */
function marked(open: string, close: string): Paint {
  return (text) => {
    const words = text.trim();
    if (words === "") return text;
    const start = text.indexOf(words);
    return text.slice(0, start) + open + words + close + text.slice(start + words.length);
  };
}

/** A line before it is wrapped: how far it is indented, and how far beyond that what does not fit continues. */
interface Line {
  readonly indent: number;
  readonly hanging: number;
  readonly text: string;
}

const line = (indent: number, text: string, hanging = 2): Line => ({ indent, hanging, text });
const emptyLine: Line = line(0, "", 0);

/** Signs of one column at most: a text of no others is as wide as it is long, and need not be measured. */
const narrow = /^[ -~\u00a0-\u00ff\u2010-\u2027\u202f\u2190-\u2193\u2212]*$/;

/** Lines as they are printed, none wider than the terminal. */
function layOut(lines: readonly Line[], { width }: Style): string {
  return lines
    .flatMap(({ indent, hanging, text }) => {
      const room = Math.max(width - indent - hanging, 20);
      const fits = text.length <= room && narrow.test(text);
      const pieces = fits ? [text] : wrapAnsi(text, room, { hard: true, trim: false }).split("\n");
      return pieces.map((piece, index) => {
        const own = index === 0 ? piece : piece.replace(/^ /, "");
        return `${" ".repeat(indent + (index === 0 ? 0 : hanging))}${own}`.trimEnd();
      });
    })
    .map((each) => `${each}\n`)
    .join("");
}
