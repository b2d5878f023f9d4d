/** The tooltip for the marks at one place: what they share, then a line for each. */
import type { Channels } from "./channels.js";
import { groupBy, type ReadPlot, type Stop } from "./nearest.js";
import type { Mark } from "./scene.js";

export interface Line {
  readonly mark: Mark;
  /** Of its series. */
  readonly name: string | undefined;
  /** Titles are empty if there is nothing to distinguish. */
  readonly values: readonly Entry[];
  /** Whether the year is incomplete. */
  readonly note: string | undefined;
}

export interface Answer {
  readonly head: string;
  readonly lines: readonly Line[];
  /** Lines left out, because a longer tooltip would cover the drawing. */
  readonly more: number;
}

const maxLines = 8;

interface Entry {
  readonly title: string;
  readonly text: string;
}

/** An entry of the tooltip with its field. */
interface Labelled extends Entry {
  readonly field: string | undefined;
}

export type ChannelsByMark = ReadonlyMap<string, Channels>;

/** How the entries of a plot are worded; the same at every place in it. */
export type Wording = ReturnType<typeof wordingOf>;

export const hasTooltip = ({ item }: Mark): boolean => entriesIn(item.tooltip).length > 0;

export function wordingOf({ stops, reading }: ReadPlot, channels: ChannelsByMark) {
  /** The axis along which marks at the same position share a tooltip. */
  const along = reading === "x" || reading === "y" ? reading : undefined;
  const repeated = new Set<string>();
  const differing = new Set<string>();
  for (const { marks } of stops) {
    const texts = new Map<string, string>();
    // A point and the bounds around it have the same entries; they are listed once.
    const entries = new Map(
      marks.map((mark) => [JSON.stringify(mark.item.tooltip), entriesOf(mark, channels)]),
    );
    for (const { title, text } of [...entries.values()].flat()) {
      const before = texts.get(title);
      if (before !== undefined) (before === text ? repeated : differing).add(title);
      texts.set(title, text);
    }
  }
  /** Titles whose texts are the same for all marks of a place. */
  const shared: ReadonlySet<string> = new Set([...repeated].filter((title) => !differing.has(title)));
  return { channels, along, shared, words: wordy(stops, channels) };
}

/** Titles whose texts are mostly words. */
function wordy(stops: ReadPlot["stops"], channels: ChannelsByMark): ReadonlySet<string> {
  const entries = stops.flatMap(({ marks }) => marks.flatMap((mark) => entriesOf(mark, channels)));
  const isMostlyWords = (texts: readonly Labelled[]) => 2 * texts.filter(isWord).length > texts.length;
  const byTitle = groupBy(entries, ({ title }) => title);
  return new Set([...byTitle].flatMap(([title, texts]) => (isMostlyWords(texts) ? title : [])));
}

export function answerOf({ marks }: Stop, wording: Wording): Answer {
  const { channels, along } = wording;
  const heads = new Map<string, string>();
  const lines = marks.map((mark): Line => {
    const entries = entriesOf(mark, channels).filter(isWorthShowing);
    const head = headOf(entries, mark, wording);
    for (const { title, text } of head) heads.set(title, text);
    const rest = entries.filter((one) => !head.includes(one));
    const note = rest.find(isNote);
    const series = along && seriesIn(rest, mark, wording);
    const values = rest.filter((one) => one !== series && one !== note);
    const isAlone = series !== undefined && values.length === 1;
    return {
      mark,
      name: series?.text,
      values: values.map(({ title, text }) => ({ title: isAlone ? "" : title, text })),
      note: note?.text,
    };
  });
  const kept = withoutRepeats(lines);
  const [note, ...others] = new Set(kept.map((line) => line.note));
  const isSharedNote = note !== undefined && others.length === 0;
  const shown = kept.length > maxLines ? kept.slice(0, maxLines - 1) : kept;
  return {
    head: [...heads.values(), ...(isSharedNote ? [note] : [])].join(" · "),
    lines: isSharedNote ? shown.map((line) => ({ ...line, note: undefined })) : shown,
    more: kept.length - shown.length,
  };
}

/** The text above the lines: the shared position, or the words that name a single mark. */
function headOf(
  entries: readonly Labelled[],
  { name }: Mark,
  { channels, along, shared, words }: Wording,
): readonly Labelled[] {
  if (along === undefined) {
    const names = entries.filter(({ title }) => words.has(title));
    return names.length < entries.length ? names : names.slice(0, -1);
  }
  const position = channels.get(name)?.[along];
  return entries.filter(
    ({ title, field }) => shared.has(title) || (field !== undefined && field === position),
  );
}

/** Fields that distinguish the series of a plot, in the tooltip as well as in labels and legends. */
export function seriesFields({ stops }: ReadPlot, wording: Wording): readonly string[] {
  const { channels, shared } = wording;
  const fields = stops.flatMap(({ marks }) =>
    marks.map((mark) => {
      const entries = entriesOf(mark, channels).filter(({ title }) => !shared.has(title));
      return seriesIn(entries, mark, wording)?.field;
    }),
  );
  return [...new Set(fields.filter((field) => field !== undefined))];
}

export const andMore = (count: number): string => `and ${count} more`;

/** The tooltip as one text, for screen readers. */
export function spoken({ head, lines, more }: Answer): string {
  const entries = lines.map(({ name = "", values, note = "" }) =>
    [name, ...values.flatMap(({ title, text }) => [title, text]), note]
      .filter((part) => part !== "")
      .join(" "),
  );
  const rest = more === 0 ? [] : [andMore(more)];
  return [head, [...entries, ...rest].join("; ")].filter((part) => part !== "").join(": ");
}

/** The entry that names the series: the field of its colour or shape, or the first of several if it is a word. */
function seriesIn(
  entries: readonly Labelled[],
  { name }: Mark,
  { channels, words }: Wording,
): Labelled | undefined {
  const series = channels.get(name)?.series;
  const [first, ...others] = entries.filter((one) => !isNote(one));
  return (
    entries.find(({ field }) => field !== undefined && field === series) ??
    (first !== undefined && others.length > 0 && words.has(first.title) ? first : undefined)
  );
}

const isWord = ({ text }: Entry): boolean => !/^[-−+–]?[\d.,]/.test(text);

function entriesOf({ item, name }: Mark, channels: ChannelsByMark): readonly Labelled[] {
  const titles = channels.get(name)?.titles;
  return entriesIn(item.tooltip).map(({ title, text }) => ({
    title,
    text: formatNumber(text),
    field: titles?.get(title),
  }));
}

const isNote = ({ field }: Labelled): boolean => field === "status";

/** What Vega writes for a value that a row lacks. */
const missing: ReadonlySet<string> = new Set(["", "null", "undefined", "NaN"]);

/** Omits missing values, and the note that a year is complete. */
function isWorthShowing(one: Labelled): boolean {
  return !missing.has(one.text) && !(isNote(one) && one.text === "complete");
}

function entriesIn(tooltip: Mark["item"]["tooltip"]): readonly Entry[] {
  if (typeof tooltip === "object" && tooltip !== null)
    return Object.entries(tooltip).map(([title, text]) => ({ title, text: String(text) }));
  const text = String(tooltip ?? "");
  return text === "" ? [] : [{ title: "", text }];
}

/** Writes an unformatted number with four digits. */
function formatNumber(text: string): string {
  if (!/^[-−]?\d+\.\d{4,}$/.test(text)) return text;
  const number = Number(text.replace("−", "-"));
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(number) || 1)));
  return String(Number(number.toFixed(Math.min(digits, 100)))).replace("-", "−");
}

/** A point and the bounds around it have equal lines; the point's is kept, for its symbol. */
function withoutRepeats(lines: readonly Line[]): readonly Line[] {
  const kept = new Map<string, Line>();
  for (const line of lines) {
    const key = JSON.stringify([line.name, line.values, line.note]);
    if (kept.get(key)?.mark.type !== "symbol") kept.set(key, line);
  }
  return [...kept.values()];
}
