import type * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import type { Briefing, Tolerance, Tolerances } from "../briefing.js";
import type { BlockOf, Placed, StoredBlock, StoredSection } from "../match/blocks.js";
import type { Matching } from "../match/matching.js";
import type { Pairing } from "../match/pairing.js";
import type { TextContext } from "../words/compare-texts.js";
import { plainWords } from "../words/tokens.js";
import type { Description } from "./description.js";
import type { ChangeBase, Location, NumberDelta, Status } from "./shapes.js";

/** A change before its cause is known. */
export type Draft<C> = C extends unknown ? Omit<C, "why"> : never;

/** A kind of change: what it is, how two states are compared, and how a difference is described, weighed and counted. */
export interface Kind<C extends ChangeBase> {
  /** Of its JSON. */
  readonly schema: z.ZodObject;
  readonly nouns: readonly [one: string, many: string];
  /** What of its kind differs between two briefings. */
  readonly compare: (context: KindContext) => readonly Draft<C>[];
  /** What there is to say, but for its label, its place and its causes. */
  readonly describe: (change: C) => Partial<Description>;
  /** How much a change of something that both sides have matters. */
  readonly weigh: (change: C) => Weight;
  /** How much it matters that something of the kind came or went: the order of kinds, greater before less. */
  readonly weightOfPresence: number;
  /** Whether the headline counts what came and went. */
  readonly headline: "counts" | "is silent";
  /** What the headline says of what changed; `changes` came or went with nothing larger. */
  readonly tally?: (changes: readonly C[]) => Tally;
  /** A part came or went with the block of its cell, a block with its chapter; anything else only with its chapter. */
  readonly role: "chapter" | "block" | "part" | "other";
  /** Whether a person wrote it, so that nothing computed need explain it. */
  readonly isWritten: (change: Draft<C>) => boolean;
  /** Whether its words are always edited by hand, so that it need not be said. */
  readonly isText?: true;
  /** Of a kind with numbers: those that changed, and whether something changed that has none. */
  readonly numbers?: (change: C) => ChangedNumbers;
  /** Names under which `--fail-on` takes some of its changes. */
  readonly gates?: Readonly<Record<string, (change: C) => boolean>>;
  /** Paths of the pictures before and after, in `Briefing.files`. */
  readonly pictures?: (change: C) => Pictures;
}

export interface Weight {
  /** 0 is the greatest. */
  readonly rank: number;
  /** Tells apart changes of one rank. */
  readonly size: number;
}

/** Numbers of the published summary that one kind gives, and phrases of its sentence. */
interface Tally {
  readonly counts?: Partial<HeadlineCounts>;
  readonly phrases: readonly string[];
}

export interface HeadlineCounts {
  readonly verdictsFlipped: number;
  readonly valuesMoved: number;
  /** Of those, by more than 1 %. */
  readonly valuesMovedMuch: number;
  readonly figuresInData: number;
  /** Drawn otherwise from the same data. */
  readonly figuresInStyle: number;
  /** Of the same data and looks: title, caption, alternative text or source differ. */
  readonly figuresInWords: number;
}

interface ChangedNumbers {
  /** Undefined where one side is no number. */
  readonly deltas: readonly (NumberDelta | undefined)[];
  readonly hasOthers: boolean;
}

export interface Pictures {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly differs: boolean;
  /** Whether it is a drawing on white, rather than a photograph. */
  readonly drawn: boolean;
}

export interface KindContext extends TextContext {
  /** Both sides with the files that could be read. */
  readonly briefings: { readonly before: Briefing; readonly after: Briefing };
  readonly matching: Matching;
  readonly values: Pairing<string>;
  /** Values that stand only in texts that read the same on the other side. */
  readonly sameText: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
  readonly tolerances: Tolerances;
  /** Takes note of numbers that differ within the tolerance, and where they were computed. */
  readonly withinTolerance: (before: Location | undefined, after: Location | undefined) => void;
}

export type BlockPair<P extends Placed = Placed> =
  | { readonly before: P; readonly after: P }
  | { readonly before: P; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: P };

/** What only one side has stands alone. */
export function eachOf<T>({
  pairs,
  removed,
  added,
}: Pairing<T>): readonly { readonly before?: T; readonly after?: T }[] {
  return [...pairs, ...removed.map((before) => ({ before })), ...added.map((after) => ({ after }))];
}

/** Blocks of one kind, brought together. */
export function blockPairs<K extends StoredBlock["kind"]>(
  { matching: { named, unnamed } }: KindContext,
  ...kinds: readonly K[]
): readonly BlockPair<Placed<BlockOf<K>>>[] {
  const all = [...eachOf<Placed>(named), ...eachOf<Placed>(unnamed)] as readonly BlockPair[];
  return all.filter((pair): pair is BlockPair<Placed<BlockOf<K>>> =>
    (kinds as readonly string[]).includes((pair.after ?? pair.before).block.kind),
  );
}

export function toleranceOf(
  { tolerances: { tolerance = {}, tolerances = {} } }: Pick<KindContext, "tolerances">,
  ...ids: readonly (string | undefined)[]
): Tolerance {
  for (const id of ids) {
    const own = id === undefined || !Object.hasOwn(tolerances, id) ? undefined : tolerances[id];
    if (own !== undefined) return own;
  }
  return tolerance;
}

/** What every change of a block says: where it stood and stands, under which ids. */
export function blockBase(
  { before, after }: BlockPair,
  context: KindContext,
  idOf: (placed: Placed) => string,
) {
  const later = after ?? before;
  const id = idOf(later);
  const former = before === undefined ? id : idOf(before);
  return {
    key: `${later.block.kind}:${id}`,
    status: statusOf(before, after),
    id,
    ...(before && { before: locate(before, context.before) }),
    ...(after && { after: locate(after, context.after) }),
    ...(former !== id && { renamed: { from: former, to: id } }),
    ...(after !== undefined && context.matching.moved.has(after) && { moved: true as const }),
  };
}

export function statusOf(before: unknown, after: unknown): Status {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}

/** Both sides under the names that they have in the published JSON; one that is not there is left out. */
export function sides<T>(before: T | undefined, after: T | undefined) {
  return { ...(before !== undefined && { was: before }), ...(after !== undefined && { is: after }) };
}

/** Places of both sides, where they are known. */
export function places(before: Location | undefined, after: Location | undefined) {
  return { ...(before && { before }), ...(after && { after }) };
}

function locate({ block, section, index }: Placed, report: StoredReport): Location {
  return { ...locateSection(section, report), cell: block.cell, index };
}

export function locateSection(section: StoredSection, report: StoredReport): Location {
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

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** How much a number changed, relatively: words beyond all numbers, a number that was zero beyond all others. */
export function relativeSize(delta: NumberDelta | undefined): number {
  if (delta === undefined) return Number.POSITIVE_INFINITY;
  return delta.relative === null ? Number.MAX_VALUE : Math.abs(delta.relative);
}

export function greatestSize(changes: readonly { readonly delta?: NumberDelta | undefined }[]): number {
  let greatest = 0;
  for (const { delta } of changes)
    greatest = Math.max(greatest, Math.min(relativeSize(delta), Number.MAX_VALUE));
  return greatest;
}

/** `3 tables changed`; empty if no table changed. */
export function countedPhrase(count: number, verb: string, one: string, many = `${one}s`): readonly string[] {
  return count === 0 ? [] : [`${counted(count, one, many)} ${verb}`];
}
