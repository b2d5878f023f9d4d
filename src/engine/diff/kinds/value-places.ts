import type { StoredReport } from "../../report/stored-report.js";
import { firstPageParts } from "../match/first-page.js";
import { shorten } from "../words/phrases.js";
import { blockFields, linedWords, partFields, sectionFields, type StoredProse } from "../words/tokens.js";
import { locateCell } from "./changes.js";
import type { Location } from "./shapes.js";
import { own } from "../../../lib/own.js";

/** Where the values of a report stand. */
export interface ValuePlaces {
  readonly locate: (id: string) => Location | undefined;
  /** Whether it stands in any text of the page. */
  readonly isRead: (id: string) => boolean;
  /** The sentence that a value stands in, shortened around it. */
  readonly sentence: (id: string) => string;
  /** Whether the id was made from the value's place rather than given by an author. */
  readonly isDerived: (id: string) => boolean;
}

export function valuePlaces(report: StoredReport): ValuePlaces {
  // Where values are read, and what has an id, is looked for once and only where it is asked for.
  const read = once(() => textsOf(report));
  const sections = new Map(report.sections.map((section) => [section.notebook, section]));
  const placeOf = (id: string) => {
    const place = own(report.values, id)?.place;
    const section = place && sections.get(place.notebook);
    return section && { cell: place.cell, section };
  };
  return {
    locate: (id) => {
      const place = placeOf(id);
      return place && locateCell(place.section, report, place.cell);
    },
    isRead: (id) => read().proses.has(id),
    sentence: (id) => sentenceOf(id, read().proses.get(id) ?? [], report),
    isDerived: (id) => {
      const place = placeOf(id);
      if (place !== undefined && id.startsWith(`${place.section.id}.${place.cell}-`)) return true;
      return read().parents.has(/^(.*?)\.(?:[a-z]+|\d+\.[a-z]+)\.\d+$/.exec(id)?.[1] ?? "\0");
    },
  };
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}

/** The first text that each value stands in, and the ids of blocks, which their values are named after. */
function textsOf(report: StoredReport) {
  const proses = new Map<string, StoredProse>();
  const note = (prose: StoredProse) => {
    for (const part of prose) {
      if (typeof part !== "object" || !("value" in part) || proses.has(part.value)) continue;
      proses.set(part.value, prose);
      note(own(report.values, part.value)?.parts ?? []);
    }
  };
  for (const { text } of firstPageParts(report)) note(text);
  const parents = new Set<string>();
  for (const section of report.sections) {
    for (const { prose } of sectionFields(section)) note(prose);
    for (const block of section.blocks) {
      if ("id" in block) parents.add(block.id);
      const parts = block.kind === "claim" ? block.parts.flatMap(partFields) : [];
      for (const { prose } of [...blockFields(block), ...parts]) note(prose);
    }
  }
  return { proses, parents };
}

const reach = 70;
/** Stands for the value while its sentence is cut out. */
const marker = "\uE000";

function sentenceOf(id: string, prose: StoredProse, report: StoredReport): string {
  const text = own(report.values, id)?.text ?? "";
  const isValue = (part: StoredProse[number]) =>
    typeof part === "object" && "value" in part && part.value === id;
  const at = prose.findIndex(isValue);
  if (at < 0) return shorten(text);
  const near = prose.slice(Math.max(0, at - 6), at + 7).map((part) => (isValue(part) ? marker : part));
  const [before = "", after = ""] = linedWords(near, report).split(marker);
  const sentenceStart = before.split(/[.!?]\s+|\n+(?:[-*+] |\d+[.)] )?/).at(-1) ?? "";
  const sentenceEnd = /^[\s\S]*?(?:[.!?](?=\s|$)|(?=\n)|$)/.exec(after)?.[0] ?? "";
  return `${clipHead(sentenceStart)}${text}${clipTail(sentenceEnd)}`.trim();
}

function clipHead(text: string): string {
  if (text.length <= reach) return text;
  const cut = text.slice(-reach);
  return `… ${cut.slice(cut.indexOf(" ") + 1)}`;
}

function clipTail(text: string): string {
  if (text.length <= reach) return text;
  const cut = text.slice(0, reach);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))} …`;
}
