/** Reading a report beside one that was read before: two states of a briefing have most in common. */
import type { StoredReport } from "./stored-report.js";
import { own } from "../../lib/own.js";

/** A report that was read and checked, and its text. */
export interface KnownReport {
  readonly text: string;
  readonly report: StoredReport;
}

/**
 * The report in `text`. Records and chapters that are written there as in `known` are those of `known`, the same objects:
 * only the rest is parsed, and `check` says what it is. Undefined where the text is not laid out as a build writes it, or
 * is no report; then it has to be read as a whole.
 */
export function readBeside(
  { text: former, report }: KnownReport,
  text: string,
  check: (content: unknown) => StoredReport | undefined,
): StoredReport | undefined {
  const chapters = partsBeside(former, text, chapterLayout, report.sections.length, () => true);
  const values = recordsBeside("values", former, text, report.values);
  const provenance = recordsBeside("provenance", former, text, report.provenance);
  if (chapters === undefined || values === undefined || provenance === undefined) return undefined;
  let rest = text;
  // From the end to the beginning, so that places stay where they are.
  for (const { place, others, layout } of [chapters, values.parts, provenance.parts].sort(
    (a, b) => b.place.start - a.place.start,
  ))
    rest = rest.slice(0, place.start) + others.map(layout.whole).join(",\n") + rest.slice(place.end);
  const checked = check(parsed(rest));
  if (checked?.sections.length !== chapters.others.length) return undefined;
  const whole = { values: values.whole(checked.values), provenance: provenance.whole(checked.provenance) };
  if (whole.values === undefined || whole.provenance === undefined) return undefined;
  const read = checked.sections.values();
  const sections = chapters.all.flatMap(({ known }) =>
    known === undefined ? (read.next().value ?? []) : (report.sections[known] ?? []),
  );
  return { ...checked, sections, values: whole.values, provenance: whole.provenance };
}

/** How a build lays out many things of a kind. */
interface Layout {
  readonly placeIn: (text: string) => Place | undefined;
  readonly separator: string;
  /** JSON of what stands between separators. */
  readonly whole: (part: string) => string;
}
interface Place {
  readonly start: number;
  readonly end: number;
}

function placeBetween(text: string, head: string, endAfter: (start: number) => number): Place | undefined {
  const start = text.indexOf(head) + head.length;
  const end = endAfter(start);
  return start < head.length || end < start ? undefined : { start, end };
}

/** A record a line. */
const recordLayout = (name: string): Layout => ({
  placeIn: (text) => placeBetween(text, `\n"${name}":{\n`, (start) => text.indexOf("\n}", start)),
  separator: ",\n",
  whole: (line) => line,
});

/** Only a chapter begins with its blocks. */
const chapterHead = '{\n"blocks":[';
const chapterLayout: Layout = {
  placeIn: (text) =>
    placeBetween(text, '\n"sections":[\n', () => text.lastIndexOf("\n],\n", text.indexOf('\n"values":{\n'))),
  separator: `,\n${chapterHead}`,
  whole: (chapter) => (chapter.startsWith(chapterHead) ? chapter : chapterHead + chapter),
};

interface Part {
  readonly text: string;
  /** Its place in the known report, where it is written there in the same way. */
  readonly known: number | undefined;
}

/** The parts of a text, each with the part of the former text that is the same. */
function partsBeside(
  former: string,
  text: string,
  layout: Layout,
  count: number,
  isAt: (part: string, index: number) => boolean,
) {
  const [formerPlace, place] = [layout.placeIn(former), layout.placeIn(text)];
  if (formerPlace === undefined || place === undefined) return undefined;
  const partsOf = (text: string, { start, end }: Place) => text.slice(start, end).split(layout.separator);
  const known = partsOf(former, formerPlace);
  // As many as there are, in the same order: then each part is one of them.
  if (known.length !== count || !known.every(isAt)) return undefined;
  const parts = partsOf(text, place);
  // Most stand at the place where they stood.
  const moved = new Map<string, number>();
  for (const [index, part] of known.entries()) if (parts[index] !== part) moved.set(part, index);
  const all = parts.map((part, index): Part => ({
    text: part,
    known: known[index] === part ? index : moved.get(part),
  }));
  const others = all.flatMap(({ text, known }) => (known === undefined ? [text] : []));
  return { place, layout, all, others };
}

function recordsBeside<T>(name: string, former: string, text: string, records: Readonly<Record<string, T>>) {
  const keys = Object.keys(records);
  const isAt = (line: string, index: number) => line.startsWith(`${JSON.stringify(keys[index])}:`);
  const parts = partsBeside(former, text, recordLayout(name), keys.length, isAt);
  if (parts === undefined) return undefined;
  return {
    parts,
    /** All records, once the others are checked. */
    whole: (checked: Readonly<Record<string, T>>): Readonly<Record<string, T>> | undefined => {
      if (Object.keys(checked).length !== parts.others.length) return undefined;
      const all = new Map<string, T>();
      for (const { text, known } of parts.all) {
        const key =
          known === undefined
            ? (JSON.parse(/^"(?:[^"\\]|\\.)*"/.exec(text)?.[0] ?? '""') as string)
            : (keys[known] ?? "");
        const record = own(known === undefined ? checked : records, key);
        if (record === undefined) return undefined;
        all.set(key, record);
      }
      return Object.fromEntries(all);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
