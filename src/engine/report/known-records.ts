/** Reading a report beside one that was read before: two states of a briefing have most in common. */
import isEqual from "fast-deep-equal";
import type { StoredReport } from "./stored-report.js";

/** A report that was read and checked, and its text. */
export interface KnownReport {
  readonly text: string;
  readonly report: StoredReport;
}

/**
 * The report in `text`. Records of which `known` has the same line, and chapters that are equal there, are those of
 * `known`, the same objects: only the rest is parsed, and `check` says what it is. Undefined where the text is not laid
 * out as a build writes it, or is no report; then it has to be read as a whole.
 */
export function readBeside(
  known: KnownReport,
  text: string,
  check: (content: unknown) => StoredReport | undefined,
): StoredReport | undefined {
  const values = withoutKnown("values", text, known);
  if (values === undefined) return undefined;
  const provenance = withoutKnown("provenance", values.text, known);
  if (provenance === undefined) return undefined;
  const content = parsed(provenance.text);
  if (content === undefined) return undefined;
  const chapters = new Map(known.report.sections.map((section) => [section.id as unknown, section]));
  const same = content.sections.map((section) => {
    const former = chapters.get(section?.id);
    return former !== undefined && isEqual(section, former) ? former : undefined;
  });
  const checked = check({ ...content, sections: content.sections.filter((_, at) => same[at] === undefined) });
  if (checked === undefined) return undefined;
  const all = { values: values.whole(checked), provenance: provenance.whole(checked) };
  if (all.values === undefined || all.provenance === undefined) return undefined;
  const others = checked.sections.values();
  const sections = same.flatMap((section) => section ?? others.next().value ?? []);
  return { ...checked, sections, values: all.values, provenance: all.provenance };
}

/** Most of a report consists of these: a record a line, as a build writes them. */
type RecordName = "values" | "provenance";
const separator = ",\n";

/** The text without the records that `known` has too, and how they come back once the others are checked. */
function withoutKnown<Name extends RecordName>(
  name: Name,
  text: string,
  { text: former, report }: KnownReport,
) {
  const [place, formerPlace] = [placeOf(name, text), placeOf(name, former)];
  if (place === undefined || formerPlace === undefined) return undefined;
  const known: StoredReport[Name] = report[name];
  const keys = Object.keys(known);
  const formerLines = former.slice(formerPlace.start, formerPlace.end).split(separator);
  const isRecordEach =
    formerLines.length === keys.length &&
    keys.every((key, at) => formerLines[at]?.startsWith(`${JSON.stringify(key)}:`));
  if (!isRecordEach) return undefined;
  const lines = text.slice(place.start, place.end).split(separator);
  // Most lines stand at the place where they stood.
  const moved = new Map<string, number>();
  for (const [at, line] of formerLines.entries()) if (lines[at] !== line) moved.set(line, at);
  const keyOf = (line: string, at: number) => keys[formerLines[at] === line ? at : (moved.get(line) ?? -1)];
  const others = lines.filter((line, at) => keyOf(line, at) === undefined);
  return {
    text: text.slice(0, place.start) + others.join(separator) + text.slice(place.end),
    whole: (checked: StoredReport): StoredReport[Name] | undefined => {
      const rest: StoredReport[Name] = checked[name];
      if (Object.keys(rest).length !== others.length) return undefined;
      const all: Record<string, unknown> = {};
      for (const [at, line] of lines.entries()) {
        const key = keyOf(line, at);
        const own = key ?? (JSON.parse(/^"(?:[^"\\]|\\.)*"/.exec(line)?.[0] ?? '""') as string);
        const record = key === undefined ? rest[own] : known[own];
        if (record === undefined) return undefined;
        all[own] = record;
      }
      return all as StoredReport[Name];
    },
  };
}

/** Where the records of that name stand in a text. */
function placeOf(
  name: RecordName,
  text: string,
): { readonly start: number; readonly end: number } | undefined {
  const head = `\n"${name}":{\n`;
  const at = text.indexOf(head);
  const end = text.indexOf("\n}", at + head.length);
  return at < 0 || end < 0 ? undefined : { start: at + head.length, end };
}

/** JSON with chapters in it, whatever else it is. */
function parsed(
  text: string,
): { readonly sections: readonly ({ readonly id?: unknown } | null)[] } | undefined {
  try {
    const content = JSON.parse(text) as { readonly sections?: unknown } | null;
    return content !== null && Array.isArray(content.sections)
      ? (content as ReturnType<typeof parsed>)
      : undefined;
  } catch {
    return undefined;
  }
}
