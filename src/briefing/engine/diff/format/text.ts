/** A comparison as lines of text, for terminals and comments, which differ in how marked words are written. */
import { plural } from "../../../lib/plural.js";
import { clip, plain, type Detail, type Grid, type Span } from "../kinds/description.js";
import type { Side } from "../comparison.js";
import { groupBy } from "../match/pairing.js";
import { inputLines, type InputGroup } from "./inputs.js";
import type { Entry, Outline } from "./outline.js";

type Mark = NonNullable<Span["mark"]> | "plain" | "strong" | "id";

export interface TextStyle {
  readonly marks: Readonly<Record<Mark, (text: string) => string>>;
  /** A line of code, preceded by its sign. */
  readonly codeLine: (text: string, mark: Mark) => string;
  readonly link: (words: string, href: string) => string;
  readonly label: (entry: Entry) => string;
  readonly warning: (text: string) => string;
}

/** A line and its list depth; code or prose. */
export interface Line {
  readonly level: 0 | 1 | 2;
  readonly form: "words" | "code";
  readonly text: string;
}

export const line = (level: Line["level"], text: string): Line => ({ level, form: "words", text });

const mostRows = 10;
const widest = 200;

function spansText(spans: readonly Span[], { marks, link }: TextStyle): string {
  return spans
    .map(({ text, mark = "plain" as const, href }) => {
      const words = marks[mark](shortened(text));
      return href === undefined || text === "" ? words : link(words, href);
    })
    .join("");
}

const shortened = (text: string): string => (text.length > widest ? `${text.slice(0, widest)}…` : text);

/** The summary, a warning, both sides, and further facts about them. */
export function headLines(outline: Outline, style: TextStyle): readonly Line[] {
  const { line: summary, warning, before, after, remarks } = outline;
  const sides = spansText([...sideSpans(before), plain(" → "), ...sideSpans(after)], style);
  return [
    line(0, style.marks.strong(summary)),
    ...(warning === undefined ? [] : [line(0, style.warning(warning))]),
    line(0, [sides, ...detailLines(remarks, style).map(({ text }) => text)].join("; ")),
  ];
}

function sideSpans({ name, date }: Side): readonly Span[] {
  const named: Span = { text: clip(name, 100), mark: "code" };
  return [named, ...(date === undefined ? [] : [plain(` (${clip(date, 40)})`)])];
}

/** `Value peak: 1,180 → 1,204 +24 (+2.0 %) · It peaked at 1,204 cups.` */
export function headText(entry: Entry, style: TextStyle): string {
  const { change, title, head, amount } = entry;
  const { id, muted, plain } = style.marks;
  const words = [spansText(head, style), plain(amount)].filter((each) => each !== "").join(" ");
  const name = title === "" || title === change.id ? "" : muted(clip(title, widest));
  const labelled = `${style.label(entry)} ${id(clip(change.id, 120))}${words === "" ? "" : `: ${words}`}`;
  return name === "" ? labelled : `${labelled} · ${name}`;
}

/** The description of an entry below its heading. */
export function detailLines(details: readonly Detail[], style: TextStyle): readonly Line[] {
  return details.flatMap((detail): readonly Line[] => {
    if (detail.kind === "grid") return gridLines(detail, style);
    if (detail.kind === "code")
      return detail.lines.map(({ text, mark = "plain" as const }) => ({
        level: 1,
        form: "code",
        text: style.codeLine(shortened(text), mark),
      }));
    const { label, spans } = detail;
    const name = label === undefined ? "" : `${style.marks.muted(`${label}:`)} `;
    return [line(1, name + spansText(spans, style))];
  });
}

/** One line per first cell: `2022: Cups 10 → 12 +2 (+20.0 %) · Pots 4 → 5 +1 (+25.0 %)`. */
function gridLines({ rows, noun }: Grid, style: TextStyle): readonly Line[] {
  const { muted } = style.marks;
  const shown = [...groupBy(rows, ([first = []]) => spansText(first, style))].slice(0, mostRows);
  const left = rows.length - shown.flatMap(([, own]) => own).length;
  const cellsOf = ([, ...cells]: Grid["rows"][number]) =>
    cells.flatMap((cell) => spansText(cell, style) || []).join(" ");
  return [
    ...shown.map(([name, own]) =>
      line(1, `${name}${muted(":")} ${own.map(cellsOf).join(` ${muted("·")} `)}`),
    ),
    ...(left > 0 ? [line(1, muted(`… ${plural(left, `more ${noun}`)} (--format json has all)`))] : []),
  ];
}

export function inputTexts(groups: readonly InputGroup[], style: TextStyle): readonly Line[] {
  return inputLines(groups).flatMap((details) =>
    detailLines(details, style).map((each, index): Line => (index === 0 ? each : { ...each, level: 2 })),
  );
}
