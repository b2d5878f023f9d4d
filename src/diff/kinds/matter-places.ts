import type { StoredReport } from "../../report/stored-report.js";
import type { Location } from "../contract.js";
import type { StoredSection } from "../pair/blocks.js";
import { blockFields, partFields, sectionFields } from "../words/fields.js";
import { locateSection, type KindContext } from "./context.js";

/** Where a work is cited or a data file read, by key or path: first in a chapter that both sides have, else anywhere. */
type Places = ReadonlyMap<string, Location>;

/** Chapters that both sides have: what one of them uses did not come or go with a chapter. */
export function lastingSections({ matching }: KindContext): ReadonlySet<StoredSection> {
  return new Set(matching.sections.pairs.flatMap(({ was, is }) => [was, is]));
}

export function placesOf(before: Location | undefined, after: Location | undefined) {
  return { ...(before && { before }), ...(after && { after }) };
}

export function citingPlaces(report: StoredReport, lasting: ReadonlySet<StoredSection>): Places {
  const places = new Map<string, Location>();
  for (const section of lastingFirst(report, lasting)) {
    const note = (fields: ReturnType<typeof sectionFields>, at: Location) => {
      for (const part of fields.flatMap(({ prose }) => prose)) {
        if (typeof part === "string" || !("citations" in part)) continue;
        for (const id of part.citations) {
          const key = report.citations[id]?.key ?? id;
          if (!places.has(key)) places.set(key, at);
        }
      }
    };
    const at = locateSection(section, report);
    note(sectionFields(section), at);
    for (const [index, block] of section.blocks.entries()) {
      const parts = block.kind === "claim" ? block.parts.flatMap(partFields) : [];
      note([...blockFields(block), ...parts], { ...at, cell: block.cell, index });
    }
  }
  return places;
}

export function readingPlaces(report: StoredReport, lasting: ReadonlySet<StoredSection>): Places {
  const places = new Map<string, Location>();
  const records = new Map<string, { readonly cell: string; readonly files: readonly string[] }[]>();
  for (const [key, { files }] of Object.entries(report.provenance)) {
    const at = key.lastIndexOf("#");
    const list = records.get(key.slice(0, at)) ?? [];
    records.set(key.slice(0, at), list);
    list.push({ cell: key.slice(at + 1), files });
  }
  for (const section of lastingFirst(report, lasting)) {
    for (const { cell, files } of records.get(section.notebook) ?? []) {
      for (const file of files) {
        if (places.has(file)) continue;
        const index = section.blocks.findIndex((block) => block.cell === cell);
        places.set(file, { ...locateSection(section, report), cell, index: Math.max(0, index) });
      }
    }
  }
  return places;
}

function lastingFirst(
  { sections }: StoredReport,
  lasting: ReadonlySet<StoredSection>,
): readonly StoredSection[] {
  return [
    ...sections.filter((section) => lasting.has(section)),
    ...sections.filter((section) => !lasting.has(section)),
  ];
}
