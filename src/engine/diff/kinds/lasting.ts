import type { StoredReport } from "../../report/stored-report.js";
import type { StoredSection } from "../match/blocks.js";
import type { KindContext } from "./kind.js";

/** Chapters that both sides have: what one of them uses did not come or go with a chapter. */
export type LastingSections = ReadonlySet<StoredSection>;

export function lastingSections({ matching }: KindContext): LastingSections {
  return new Set(matching.sections.pairs.flatMap(({ before, after }) => [before, after]));
}

export function lastingFirst({ sections }: StoredReport, lasting: LastingSections): readonly StoredSection[] {
  return [
    ...sections.filter((section) => lasting.has(section)),
    ...sections.filter((section) => !lasting.has(section)),
  ];
}

/** Looked for where a difference asks for it: a report has many texts and few differences of this kind. */
export function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}
