import type { StoredReport } from "../../report/stored-report.js";
import { firstPageParts } from "../match/first-page.js";
import { blockFields, partFields, sectionFields } from "../words/fields.js";
import { linedWords, type StoredProse } from "../words/tokens.js";
import { locateSection, shorten } from "./kind.js";
import type { Location } from "./shapes.js";

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
  const proses = new Map<string, StoredProse>();
  const note = (prose: StoredProse) => {
    for (const part of prose) {
      if (typeof part !== "object" || !("value" in part) || proses.has(part.value)) continue;
      proses.set(part.value, prose);
      note(report.values[part.value]?.parts ?? []);
    }
  };
  for (const { text } of firstPageParts(report)) note(text);
  const sections = new Map(report.sections.map((section) => [section.notebook, section]));
  const indices = new Map<string, number>();
  const parents = new Set<string>();
  for (const section of report.sections) {
    for (const { prose } of sectionFields(section)) note(prose);
    for (const [index, block] of section.blocks.entries()) {
      const key = `${section.notebook}#${block.cell}`;
      if (!indices.has(key)) indices.set(key, index);
      if ("id" in block) parents.add(block.id);
      for (const { prose } of blockFields(block)) note(prose);
      if (block.kind === "claim")
        for (const part of block.parts) for (const { prose } of partFields(part)) note(prose);
    }
  }
  return {
    locate: (id) => {
      const place = report.values[id]?.place;
      const section = place === undefined ? undefined : sections.get(place.notebook);
      if (place === undefined || section === undefined) return undefined;
      const index = indices.get(`${place.notebook}#${place.cell}`) ?? 0;
      return { ...locateSection(section, report), cell: place.cell, index };
    },
    isRead: (id) => proses.has(id),
    sentence: (id) => sentenceOf(id, proses.get(id), report),
    isDerived: (id) => {
      const place = report.values[id]?.place;
      const section = place === undefined ? undefined : sections.get(place.notebook);
      if (place !== undefined && id.startsWith(`${section?.id ?? ""}.${place.cell}-`)) return true;
      return parents.has(/^(.*?)\.(?:[a-z]+|\d+\.[a-z]+)\.\d+$/.exec(id)?.[1] ?? "\0");
    },
  };
}

const reach = 70;
/** Stands for the value while its sentence is cut out. */
const marker = "\uE000";

function sentenceOf(id: string, prose: StoredProse | undefined, report: StoredReport): string {
  const own = report.values[id]?.text ?? "";
  const at =
    prose?.findIndex((part) => typeof part === "object" && "value" in part && part.value === id) ?? -1;
  if (prose === undefined || at < 0) return shorten(own);
  const near = prose.slice(Math.max(0, at - 6), at + 7);
  const marked = near.map((part) =>
    typeof part === "object" && "value" in part && part.value === id ? marker : part,
  );
  const words = linedWords(marked, report);
  const place = words.indexOf(marker);
  const [before, after] = [words.slice(0, place), words.slice(place + marker.length)];
  const end = /[.!?](?=\s|$)|\n/.exec(after);
  const tail = end === null ? after : after.slice(0, end.index + 1);
  return `${clipHead(before.slice(lastBreak(before)))}${own}${clipTail(tail)}`.trim();
}

function lastBreak(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[.!?]\s+|\n+(?:[-*+] |\d+[.)] )?/g)) end = match.index + match[0].length;
  return end;
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
