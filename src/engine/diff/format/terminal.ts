import { plural } from "../../../lib/plural.js";
import pc from "picocolors";
import wrapAnsi from "wrap-ansi";
import type { Comparison, Side } from "../comparison.js";
import { clip, type Detail, type Grid, type Span } from "../kinds/description.js";
import { isLoud } from "../rank.js";
import { inputLines, outlineOf, type Entry, type InputGroup, type Outline } from "./outline.js";

export interface TerminalOptions {
  /** Columns that a line may take. */
  readonly width: number;
  readonly colour: "on" | "off";
}

const mostRows = 10;
const widest = 200;

/** A comparison for a person at a terminal: the summary first, then changes by their effect, then inputs and notes. */
export function formatTerminal(comparison: Comparison, { width, colour }: TerminalOptions): string {
  return layOut(outlineLines(outlineOf(comparison), styleOf(colour)), Math.max(width, 40));
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

function entryLines(entry: Entry, style: Style): readonly Line[] {
  const { change, label, title, head, amount } = entry;
  const { sign, mark } = (
    {
      added: { sign: "+", mark: "added" },
      removed: { sign: "-", mark: "removed" },
      changed: { sign: "~", mark: "notable" },
    } as const
  )[change.status];
  const what = isLoud(entry.weight) ? style.grave(`! ${label}`) : style[mark](`${sign} ${label}`);
  const name = title === change.id ? "" : clip(title, widest);
  const isInHead = entry.isSlim && head.length === 0;
  const words = isInHead ? [name] : [spansText(head, style), amount].filter((each) => each !== "");
  return [
    line(0, [`${what}  ${style.strong(change.id)}`, words.join(" ")].join("  ").trimEnd(), 4),
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
  if (detail.kind === "grid") return gridLines(detail, style);
  if (detail.kind === "code") return detail.lines.map((each) => line(4, spansText([each], style), 4));
  const { label, spans } = detail;
  const head = label === undefined ? "" : `${style.muted(`${label}:`)} `;
  return [line(indent, head + spansText(spans, style))];
}

function spansText(spans: readonly Span[], style: Style): string {
  return spans
    .map(({ text, mark }) => {
      const shown = text.length > widest ? clip(text, widest) : text;
      return mark === undefined || mark === "code" ? shown : style[mark](shown);
    })
    .join("");
}

/** A line for each first cell: `2022: Cups 10 → 12 +2 (+20.0 %) · Pots 4 → 5 +1 (+25.0 %)`. */
function gridLines({ rows, noun }: Grid, style: Style): readonly Line[] {
  const groups = new Map<string, string[]>();
  for (const [first = [], ...rest] of rows) {
    const name = spansText(first, style);
    const cells = rest.map((cell) => spansText(cell, style)).filter((text) => text !== "");
    groups.set(name, [...(groups.get(name) ?? []), cells.join(" ")]);
  }
  const shown = [...groups].slice(0, mostRows);
  const left = rows.length - shown.reduce((sum, [, cells]) => sum + cells.length, 0);
  const more = style.muted(`… ${plural(left, `more ${noun}`)} (--format json has all)`);
  return [
    ...shown.map(([name, cells]) => line(4, `${name}${style.muted(":")} ${cells.join(style.muted(" · "))}`)),
    ...(left > 0 ? [line(4, more)] : []),
  ];
}

type Paint = (text: string) => string;
type Style = Readonly<
  Record<Exclude<Span["mark"], "code" | undefined> | "strong" | "grave" | "notable", Paint>
>;

/** How parts of a comparison look; without colour, words that went and came keep the marks of `git diff --word-diff`. */
function styleOf(colour: TerminalOptions["colour"]): Style {
  const paint = pc.createColors(colour === "on");
  const bold = (colour: Paint) => (text: string) => paint.bold(colour(text));
  return {
    strong: paint.bold,
    muted: paint.dim,
    removed: paint.red,
    added: paint.green,
    warning: bold(paint.yellow),
    grave: bold(paint.red),
    notable: bold(paint.cyan),
    struck: (text) => (colour === "on" ? paint.red(paint.strikethrough(text)) : `[-${text}-]`),
    inserted: (text) => (colour === "on" ? paint.green(paint.underline(text)) : `{+${text}+}`),
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
function layOut(lines: readonly Line[], width: number): string {
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
