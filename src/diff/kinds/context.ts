import type { Briefing, Change, CompareOptions, Location, Tolerance } from "../contract.js";
import type { Placed, StoredSection } from "../pair/blocks.js";
import type { Matching } from "../pair/matching.js";
import type { TextContext } from "../words/compare-fields.js";
import { plainWords } from "../words/tokens.js";

type WithoutWhy<T> = T extends unknown ? Omit<T, "why"> : never;
/** A change before it is said why. */
export type Draft = WithoutWhy<Change>;

export interface KindContext extends TextContext {
  readonly before: Briefing;
  readonly after: Briefing;
  readonly matching: Matching;
  readonly options: CompareOptions;
  /** Takes note of numbers that differ within the tolerance, and where they were computed. */
  readonly withinTolerance: (was: Location | undefined, is: Location | undefined) => void;
  /** Takes note of what could not be compared. */
  readonly note: (sentence: string) => void;
}

export type BlockPair<P extends Placed = Placed> =
  | { readonly was: P; readonly is: P }
  | { readonly was: P; readonly is?: undefined }
  | { readonly was?: undefined; readonly is: P };

export function toleranceOf(
  { options: { tolerance = {}, tolerances = {} } }: Pick<KindContext, "options">,
  ...ids: readonly (string | undefined)[]
): Tolerance {
  for (const id of ids) {
    const own = id === undefined || !Object.hasOwn(tolerances, id) ? undefined : tolerances[id];
    if (own !== undefined) return own;
  }
  return tolerance;
}

/** What every change of a block says: where it stood and stands, under which ids. */
export function blockBase({ was, is }: BlockPair, context: KindContext, idOf: (placed: Placed) => string) {
  const later = is ?? was;
  const id = idOf(later);
  const former = was === undefined ? id : idOf(was);
  const kind = later.block.kind;
  return {
    key: `${kind}:${id}`,
    status: statusOf(was, is),
    id,
    ...(was && { before: locate(was, context.was) }),
    ...(is && { after: locate(is, context.is) }),
    ...(former !== id && { renamed: { from: former, to: id } }),
    ...(is !== undefined && context.matching.moved.has(is) && { moved: true as const }),
  };
}

export function statusOf(was: unknown, is: unknown): "added" | "removed" | "changed" {
  return was === undefined ? "added" : is === undefined ? "removed" : "changed";
}

function locate({ block, section, index }: Placed, report: TextContext["was"]): Location {
  return { ...locateSection(section, report), cell: block.cell, index };
}

export function locateSection(section: StoredSection, report: TextContext["was"]): Location {
  const sectionTitle = plainWords(section.title, report);
  return { section: section.id, sectionTitle, notebook: section.notebook, cell: "", index: 0 };
}

/** The first words of a text, as a name for it. */
export function shorten(text: string, most = 90): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= most) return words;
  const cut = words.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 20))} …`;
}
