import type { Prose, ReportValue } from "../../../model/report.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { Sides } from "../briefing.js";
import { textsOf } from "../match/blocks.js";
import { isUnnamed, linedWords, shorten } from "../words/tokens.js";
import { shortened } from "./description.js";
import { locateCell } from "./block-changes.js";
import { own } from "../../../lib/own.js";

export type ValuePlaces = ReturnType<typeof valuePlaces>;

/** By id, for selected values only: a report has many, of which few are needed. */
export function valuePlaces(report: StoredReport, ids: readonly string[]) {
  const reads = readersOf(report, new Set(ids));
  const sections = new Map(report.sections.map((section) => [section.notebook, section]));
  const locate = (id: string) => {
    const place = own(report.values, id)?.place;
    const section = place && sections.get(place.notebook);
    return section && locateCell(section, report, place.cell);
  };
  return {
    locate,
    isRead: (id: string) => reads.has(id),
    /** The sentence that contains a value, shortened around it. */
    sentence: (id: string) => sentenceOf(id, reads.get(id), report),
  };
}

interface Read {
  readonly prose: Prose;
  readonly at: number;
}

/** The first place of each value. */
function readersOf(report: StoredReport, ids: ReadonlySet<string>) {
  const reads = new Map<string, Read>();
  const areMade = Object.values(report.values).some(({ parts }) => parts !== undefined);
  const note = (prose: Prose) => {
    for (const [at, part] of prose.entries()) {
      if (typeof part !== "object" || !("value" in part)) continue;
      if (ids.has(part.value) && !reads.has(part.value)) reads.set(part.value, { prose, at });
      const parts = areMade ? own(report.values, part.value)?.parts : undefined;
      if (parts !== undefined) note(parts);
    }
  };
  if (ids.size > 0) for (const prose of textsOf(report)) note(prose);
  return reads;
}

/** A placeholder for the value while its sentence is extracted. */
const marker = "\uE000";

function sentenceOf(id: string, read: Read | undefined, report: StoredReport): string {
  const text = own(report.values, id)?.text ?? "";
  const isValue = (part: Prose[number]) => typeof part === "object" && "value" in part && part.value === id;
  if (read === undefined) return shorten(text);
  const { prose, at } = read;
  const near = prose.slice(Math.max(0, at - 6), at + 7).map((part) => (isValue(part) ? marker : part));
  const [before = "", after = ""] = linedWords(near, report).split(marker);
  const head = before.split(/[.!?]\s+|\n+(?:[-*+] |\d+[.)] )?/).at(-1) ?? "";
  const tail = /^[\s\S]*?(?:[.!?](?=\s|$)|(?=\n)|$)/.exec(after)?.[0] ?? "";
  return `${shortened(head, "end")}${text}${shortened(tail, "start")}`.trim();
}

/** The earlier sentence of a number that may be another quantity: "did not rise in 9 of 14" is not "rose in 9 of 14". */
export function otherSentence(
  { from, before }: { readonly from: string; readonly before: ReportValue },
  { id, after }: { readonly id: string; readonly after: ReportValue },
  at: Sides<ValuePlaces>,
): string | undefined {
  if (before.text === after.text || !isUnnamed(before, from) || !isUnnamed(after, id)) return undefined;
  const sentence = at.before.sentence(from);
  const words = (text: string) => text.replaceAll(/[\d.,]+/g, "0");
  return words(sentence) === words(at.after.sentence(id)) ? undefined : sentence;
}
