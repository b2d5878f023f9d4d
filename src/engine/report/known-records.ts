import isEqual from "fast-deep-equal";
import type { StoredReport } from "./stored-report.js";

const recordNames = ["values", "citations", "provenance"] as const;
type Recorded = Pick<StoredReport, "sections" | (typeof recordNames)[number]>;

/**
 * A report read beside one that was checked before: chapters and records that `known` has too are taken from it, the
 * same objects, and only the rest is checked. Two states of a briefing have most in common.
 */
export function readBeside(
  known: StoredReport,
  content: unknown,
  check: (content: unknown) => StoredReport | undefined,
): StoredReport | undefined {
  if (!isRecorded(content)) return check(content);
  const kept = new Map<unknown, unknown>();
  const isNew = (record: unknown, former: unknown) => {
    if (former === undefined || !isEqual(record, former)) return true;
    kept.set(record, former);
    return false;
  };
  const chapters = new Map(known.sections.map((section) => [section.id, section]));
  const rest = check({
    ...content,
    sections: content.sections.filter((section) => isNew(section, chapters.get(section.id))),
    ...inEach((name) =>
      Object.entries(content[name]).filter(([key, record]) => isNew(record, known[name][key])),
    ),
  });
  if (rest === undefined) return undefined;
  const checked = rest.sections.values();
  return {
    ...rest,
    sections: content.sections.map(
      (section) => (kept.get(section) as typeof section | undefined) ?? checked.next().value ?? section,
    ),
    ...inEach((name) =>
      Object.entries(content[name]).map(([key, record]) => [key, kept.get(record) ?? rest[name][key]]),
    ),
  };
}

function inEach<T>(
  entriesOf: (name: (typeof recordNames)[number]) => readonly (readonly [string, T])[],
): Omit<Recorded, "sections"> {
  return Object.fromEntries(
    recordNames.map((name) => [name, Object.fromEntries(entriesOf(name))]),
  ) as unknown as Omit<Recorded, "sections">;
}

/** Whether it has lists and records where a report has them, whatever is in them. */
function isRecorded(content: unknown): content is Recorded {
  const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return (
    isRecord(content) &&
    recordNames.every((name) => isRecord(content[name])) &&
    Array.isArray(content["sections"]) &&
    content["sections"].every(isRecord)
  );
}
