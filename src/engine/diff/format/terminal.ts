import { plural } from "../../../lib/plural.js";
import pc from "picocolors";
import wrapAnsi from "wrap-ansi";
import type { ChangeKind, Comparison, Side } from "../comparison.js";
import { clip, type Detail, type Grid, type Span } from "../kinds/description.js";
import { kindNamed } from "../kinds/index.js";
import { groupBy } from "../match/pairing.js";
import { isFolded, isLoud } from "../rank.js";
import { inputLines, outlineOf, type Entry, type InputGroup, type Outline } from "./outline.js";

export interface TerminalOptions {
  /** Columns that a line may take. */
  readonly width: number;
  readonly colour: "on" | "off";
  /** Shows what matters most, on a screen or so; `all` is what one types to see the rest. */
  readonly brief?: { readonly all: string } | undefined;
}

/** Of a comparison in brief: entries, the lines of each, lines altogether. */
const mostEntries = 20;
const widestTitle = 100;
const mostLines = 60;

const mostRows = 10;
const widest = 200;

/** A comparison for a person at a terminal: the summary first, then changes by their effect, then inputs and notes. */
export function formatTerminal(comparison: Comparison, { width, colour, brief }: TerminalOptions): string {
  const set = (lines: readonly Line[]) => layOut(lines, Math.max(width, 40));
  const [outline, style] = [outlineOf(comparison), styleOf(colour)];
  const lines =
    brief === undefined ? outlineLines(outline, style) : briefLines(outline, style, brief.all, set);
  return set(lines)
    .map((each) => `${each}\n`)
    .join("");
}

/** One entry, with all that is said of it. */
export function formatEntry(entry: Entry, { width, colour }: Omit<TerminalOptions, "brief">): string {
  return layOut(entryLines(entry, styleOf(colour)), Math.max(width, 40))
    .map((each) => `${each}\n`)
    .join("");
}

function headLines(
  { line: summary, warning, before, after, remarks }: Outline,
  style: Style,
): readonly Line[] {
  return [
    line(0, style.strong(summary)),
    ...(warning === undefined ? [] : [line(0, style.warning(`! ${warning}`))]),
    line(0, style.removed(`--- ${sideText(before)}`)),
    line(0, style.added(`+++ ${sideText(after)}`)),
    ...remarks.flatMap((remark) => detailLines(remark, style, 0)),
  ];
}

/** As many entries as there is room for, each with what says most of it; the rest is counted. */
function briefLines(
  outline: Outline,
  style: Style,
  all: string,
  set: (lines: readonly Line[]) => readonly string[],
): readonly Line[] {
  const { entries, inputs, notes } = outline;
  const head = headLines(outline, style);
  const wordsOf = (groups: readonly InputGroup[]) =>
    groups.flatMap(({ items }) => items.flatMap(({ words, isAside }) => (isAside ? [] : words)));
  const foot = [
    ...namesLine("Inputs that differ", wordsOf(inputs.effective)),
    ...namesLine("Inputs that differ without effect", wordsOf(inputs.without)),
    ...(notes.length === 0 ? [] : [line(0, `Notes: ${clip(notes.join(" "), widest)}`)]),
  ];
  // The line on what is left out, and the blank ones.
  const room = mostLines - set([...head, ...foot]).length - 6;
  const shown: Line[] = [];
  let count = 0;
  for (const entry of entries) {
    if (isFolded(entry.weight) || count === mostEntries) break;
    const before = entries[count - 1];
    const own = entryLines(inBrief(entry, before), style);
    const gap = before?.change.kind === entry.change.kind ? [] : [emptyLine];
    if (set([...shown, ...gap, ...own]).length > room && count > 0) break;
    shown.push(...gap, ...own);
    count += 1;
  }
  const left = entries.slice(count);
  const folded = left.filter(({ weight }) => isFolded(weight));
  const others = left.filter(({ weight }) => !isFolded(weight));
  return [
    ...head,
    ...shown,
    ...(left.length + foot.length === 0 ? [] : [emptyLine]),
    ...countLine("Not shown", others),
    ...countLine("Also changed, in punctuation, order, names or code", folded),
    ...foot,
    ...(left.length === 0 ? [] : [line(0, style.muted(`To see all of it: ${all}`))]),
  ];
}

/** What says most of it; a cause that the entry before has too is only said to be the same. */
function inBrief(entry: Entry, before: Entry | undefined): Entry {
  const [cause] = entry.why;
  const isSaid = JSON.stringify(cause) === JSON.stringify(before?.why[0]);
  return {
    ...entry,
    title: clip(entry.title, widestTitle),
    // The headline as it was and is; of a verdict the head says all.
    details: entry.details
      .slice(0, !isLoud(entry.weight) ? 1 : entry.change.kind === "claim" ? 0 : 2)
      .map(aroundEdit),
    about: [
      ...(entry.changes.length > 1 ? entry.withIt.slice(0, 2) : []),
      ...(cause === undefined ? [] : [isSaid ? sameCause : cause]),
    ],
  };
}

const sameCause: Detail = { kind: "line", label: "cause", spans: [{ text: "the same", mark: "muted" }] };

const widestWords = 300;
const wordsBefore = 60;

/** Of words those about the first that changed. */
function aroundEdit(detail: Detail): Detail {
  if (detail.kind !== "words") return detail;
  const first = detail.spans.findIndex(({ mark }) => mark !== undefined);
  const lead = detail.spans.findLastIndex(({ text }, index) => index < first && text.trim() !== "");
  const spans: Span[] = [];
  let left = widestWords;
  for (const [index, span] of detail.spans.slice(lead < 0 ? Math.max(0, first) : lead).entries()) {
    if (left <= 0) break;
    const isLead = index === 0 && first > 0 && span.text.length > wordsBefore;
    const isLong = span.text.length > left;
    const text = isLead ? `…${span.text.slice(-wordsBefore)}` : isLong ? clip(span.text, left) : span.text;
    spans.push({ ...span, text });
    left -= text.length;
  }
  return { ...detail, spans };
}

function countLine(title: string, entries: readonly Entry[]): readonly Line[] {
  const words = [...groupBy(entries, ({ change }) => change.kind)].map(([kind, own]) =>
    plural(own.length, ...kindNamed(kind as ChangeKind).nouns),
  );
  return words.length === 0 ? [] : [line(0, `${title}: ${words.join(", ")}.`)];
}

const mostNames = 4;

function namesLine(title: string, names: readonly string[]): readonly Line[] {
  const left = names.length - mostNames;
  const shown = names.slice(0, mostNames).join("; ");
  return names.length === 0 ? [] : [line(0, `${title}: ${shown}${left > 0 ? `; ${left} more` : ""}.`)];
}

function outlineLines(outline: Outline, style: Style): readonly Line[] {
  const { entries, sameText, inputs, notes } = outline;
  return [
    ...headLines(outline, style),
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
function layOut(lines: readonly Line[], width: number): readonly string[] {
  return lines.flatMap(({ indent, hanging, text }) => {
    const room = Math.max(width - indent - hanging, 20);
    const fits = text.length <= room && narrow.test(text);
    const pieces = fits ? [text] : wrapAnsi(text, room, { hard: true, trim: false }).split("\n");
    return pieces.map((piece, index) => {
      const own = index === 0 ? piece : piece.replace(/^ /, "");
      return `${" ".repeat(indent + (index === 0 ? 0 : hanging))}${own}`.trimEnd();
    });
  });
}
