import { limited, plural } from "../../../lib/plural.js";
import pc from "picocolors";
import wrapAnsi from "wrap-ansi";
import type { ChangeKind, Comparison } from "../comparison.js";
import { clip, firstOfBoth, type Detail, type Span } from "../kinds/description.js";
import { kindNamed } from "../kinds/index.js";
import { pictureName, pictureState } from "../screenshots/picture-words.js";
import { groupBy } from "../match/pairing.js";
import { isFolded, isLoud } from "../rank.js";
import type { InputGroup } from "./inputs.js";
import { outlineOf, type Entry, type Outline } from "./outline.js";
import { detailLines, headLines, headText, inputTexts, line, type Line, type TextStyle } from "./text.js";

export interface TerminalOptions {
  readonly width: number;
  readonly colour: "on" | "off";
  /** Shows the most important changes on about one screen; `all` is the command that shows the rest. */
  readonly brief?: { readonly all: string } | undefined;
}

/** Limits of a short comparison: entries, lines per entry, lines in total. */
const mostEntries = 20;
const widestTitle = 100;
const mostLines = 60;

const widestNotes = 200;

/** A comparison for the terminal: the summary first, then changes by effect, then inputs and notes. */
export function formatTerminal(comparison: Comparison, { width, colour, brief }: TerminalOptions): string {
  const outline = outlineOf(comparison);
  const style = styleOf(colour);
  return printed(
    brief === undefined ? outlineLines(outline, style) : briefLines(outline, style, brief.all, width),
    width,
  );
}

export function formatEntry(entry: Entry, { width, colour }: Omit<TerminalOptions, "brief">): string {
  return printed(entryLines(entry, styleOf(colour)), width);
}

const printed = (lines: readonly Line[], width: number): string =>
  layOut(lines, width)
    .map((each) => `${each}\n`)
    .join("");

/** As many entries as fit, each with its most important lines; the rest is counted. */
function briefLines(outline: Outline, style: TextStyle, all: string, width: number): readonly Line[] {
  const { entries, inputs, notes } = outline;
  const head = headLines(outline, style);
  const wordsOf = (groups: readonly InputGroup[]) =>
    groups.flatMap(({ items }) => items.flatMap(({ words, isAside }) => (isAside ? [] : words)));
  const foot = [
    ...pictureLines(outline, mostPictures),
    ...namesLine("Inputs that differ", wordsOf(inputs.effective)),
    ...namesLine("Inputs that differ without effect", wordsOf(inputs.without)),
    ...(notes.length === 0 ? [] : [line(0, `Notes: ${clip(notes.join(" "), widestNotes)}`)]),
  ];
  // The line on omissions, and the blank lines.
  const room = mostLines - layOut([...head, ...foot], width).length - 6;
  const shown: Line[] = [];
  let count = 0;
  for (const entry of entries) {
    if (isFolded(entry.weight) || count === mostEntries) break;
    const before = entries[count - 1];
    const own = entryLines(inBrief(entry, before), style);
    const gap = before?.change.kind === entry.change.kind ? [] : [emptyLine];
    if (layOut([...shown, ...gap, ...own], width).length > room && count > 0) break;
    shown.push(...gap, ...own);
    count += 1;
  }
  const left = entries.slice(count);
  const folded = left.filter(({ weight }) => isFolded(weight));
  const others = left.filter(({ weight }) => !isFolded(weight));
  const minor = folded.filter((entry) => !isAcceptedEntry(entry));
  return [
    ...head,
    ...shown,
    ...(left.length + foot.length === 0 ? [] : [emptyLine]),
    ...countLine("Not shown", others),
    ...countLine("Accepted", folded.filter(isAcceptedEntry)),
    ...countLine("Also changed, in punctuation, order, names or code", minor),
    ...foot,
    ...(left.length === 0 ? [] : [line(0, style.marks.muted(`To see all of it: ${all}`))]),
  ];
}

const isAcceptedEntry = ({ change }: Entry): boolean => change.accepted === true;

/** The most important lines; a cause shared with the previous entry is only referred to. */
function inBrief(entry: Entry, before: Entry | undefined): Entry {
  const [cause] = entry.why;
  const isSaid = JSON.stringify(cause) === JSON.stringify(before?.why[0]);
  return {
    ...entry,
    title: clip(entry.title, widestTitle),
    // For a verdict, the heading suffices.
    details: isLoud(entry.weight) && entry.change.kind === "claim" ? [] : briefDetails(entry.details),
    about: [
      ...(entry.changes.length > 1 ? entry.withIt.slice(0, 2) : []),
      ...(cause === undefined ? [] : [isSaid ? sameAs(cause) : cause]),
    ],
  };
}

const mostDetails = 3;

/** Both sides of a rewritten text, the largest change, additions and removals: lines before grids. */
function briefDetails(details: readonly Detail[]): readonly Detail[] {
  const [first, ...rest] = details;
  const lines = rest.filter(({ kind }) => kind === "line");
  return first === undefined ? [] : [first, ...lines].slice(0, mostDetails).map(aroundEdit).map(firstLines);
}

/** Lines of code or output per entry, so that one long output leaves room for the others. */
const mostCode = 12;

function firstLines(detail: Detail): Detail {
  if (detail.kind !== "code" || detail.lines.length <= mostCode + 1) return detail;
  return {
    ...detail,
    lines: [...firstOfBoth(detail.lines, mostCode), { text: `… the rest of ${detail.count}`, mark: "muted" }],
  };
}

/** A note on an unknown cause is no cause. */
const sameAs = (cause: Detail): Detail => ({
  kind: "line",
  label: "label" in cause ? "cause" : "reason",
  spans: [{ text: "the same", mark: "muted" }],
});

const widestWords = 300;
const wordsBefore = 60;

/** For texts, those about the first text that changed. */
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
  const shown = limited(names, mostNames, (left) => `${left} more`).join("; ");
  return names.length === 0 ? [] : [line(0, `${title}: ${shown}.`)];
}

const mostPictures = 8;

/** Figures and parts of the page that look different, one per line. */
function pictureLines({ pictures }: Outline, most: number): readonly Line[] {
  const lines = (pictures?.differing ?? []).map((each) =>
    line(1, `${pictureName(each)}: ${pictureState(each)}`),
  );
  if (lines.length === 0) return [];
  return [
    line(0, "Pictures that differ:"),
    ...limited(lines, most, (left) => line(1, `… and ${plural(left, "more picture")}`)),
  ];
}

function outlineLines(outline: Outline, style: TextStyle): readonly Line[] {
  const { entries, sameText, inputs, notes } = outline;
  const { strong, muted } = style.marks;
  const noteLines = notes.map((note) => line(1, note));
  const pictures = pictureLines(outline, Number.POSITIVE_INFINITY);
  const group = (heading: string, lines: readonly Line[]) =>
    lines.length === 0 ? [] : [line(0, strong(heading)), ...lines];
  return [
    ...headLines(outline, style),
    ...entries.flatMap((entry, index) => [
      ...(isListed(entry, entries[index - 1]) ? [] : [emptyLine]),
      ...entryLines(entry, style),
    ]),
    ...(sameText === undefined ? [] : [emptyLine, line(0, muted(sameText))]),
    ...(pictures.length === 0 ? [] : [emptyLine, ...pictures]),
    ...(inputs.effective.length + inputs.without.length === 0 ? [] : [emptyLine]),
    ...group("Inputs that differ", inputTexts(inputs.effective, style)),
    ...group("Inputs that differ without effect", inputTexts(inputs.without, style)),
    ...(notes.length === 0 ? [] : [emptyLine]),
    ...group("Notes", noteLines),
  ];
}

/** Whether it follows another of its kind, as in a list. */
function isListed({ change, isSlim }: Entry, previous: Entry | undefined): boolean {
  return isSlim && previous?.change.kind === change.kind && previous.change.status === change.status;
}

function entryLines(entry: Entry, style: TextStyle): readonly Line[] {
  return [line(0, headText(entry, style)), ...detailLines([...entry.details, ...entry.about], style)];
}

/** Without colour, removed and added words keep the marks of `git diff --word-diff`. */
function styleOf(colour: TerminalOptions["colour"]): TextStyle {
  const paint = pc.createColors(colour === "on");
  const as = (text: string): string => text;
  const bold = (colour: (text: string) => string) => (text: string) => paint.bold(colour(text));
  const loud = bold(paint.red);
  const labels = {
    added: (label: string) => paint.green(`+ ${label}`),
    removed: (label: string) => paint.red(`- ${label}`),
    changed: (label: string) => bold(paint.cyan)(`~ ${label}`),
  };
  const marks: TextStyle["marks"] = {
    plain: as,
    code: as,
    strong: paint.bold,
    id: paint.bold,
    muted: paint.dim,
    removed: paint.red,
    added: paint.green,
    warning: bold(paint.yellow),
    struck: (text) => (colour === "on" ? paint.red(paint.strikethrough(text)) : `[-${text}-]`),
    inserted: (text) => (colour === "on" ? paint.green(paint.underline(text)) : `{+${text}+}`),
  };
  return {
    marks,
    codeLine: (text, mark) => marks[mark](text),
    link: as,
    label: ({ change, label, weight }) =>
      isLoud(weight) ? loud(`! ${label}`) : labels[change.status](label),
    warning: (text) => bold(paint.yellow)(`! ${text}`),
  };
}

const emptyLine: Line = line(0, "");

/** Characters of at most one column: a text made only of these is as wide as it is long and need not be measured. */
const narrow = /^[ -~\u00a0-\u00ff\u2010-\u2027\u202f\u2190-\u2193\u2212]*$/;

/** Printed lines, none wider than the terminal; longer ones continue with a deeper indent. */
function layOut(lines: readonly Line[], width: number): readonly string[] {
  return lines.flatMap(({ level, text }) => {
    const indent = 2 * level;
    const hanging = level === 0 ? 4 : 2;
    const room = Math.max(Math.max(width, 40) - indent - hanging, 20);
    const fits = text.length <= room && narrow.test(text);
    const pieces = fits ? [text] : wrapAnsi(text, room, { hard: true, trim: false }).split("\n");
    return pieces.map((piece, index) => {
      const own = index === 0 ? piece : piece.replace(/^ /, "");
      return `${" ".repeat(indent + (index === 0 ? 0 : hanging))}${own}`.trimEnd();
    });
  });
}
