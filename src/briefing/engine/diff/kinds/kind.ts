import type * as z from "zod";
import { plural } from "../../../lib/plural.js";
import type { Briefing, Sides, Tolerances } from "../briefing.js";
import type { Alignment } from "../match/align.js";
import type { PairedValues } from "../match/pair-values.js";
import type { TextContext } from "../match/compare-texts.js";
import type { Description } from "./description.js";
import type { KindGate } from "./names.js";
import type { ChangeBase, Location, NumberDelta } from "../shapes.js";

/** A change before its key, fingerprint and cause are known. */
export type Draft<C> = C extends unknown ? Omit<C, "key" | "fingerprint" | "why"> : never;

type Nouns = readonly [one: string, many: string];

/** A kind of change: how two states are compared, and how a difference is described, ranked and counted. */
export interface Kind<C extends ChangeBase> {
  readonly schema: z.ZodObject;
  readonly nouns: Nouns;
  /** For changes that the headline calls otherwise. */
  readonly nounsOf?: (change: C) => Nouns;
  readonly compare: (context: KindContext) => readonly Draft<C>[];
  /** The description, except for its label, its place and its causes. */
  readonly describe: (change: C) => Partial<Description>;
  /** Importance of a change of an item that both sides have; `onlyPlaced` if it was only moved or renamed. */
  readonly weigh: (change: Draft<C>) => Weight;
  /** Importance of an addition or removal: the order of kinds, greater before less. */
  readonly presence: number;
  /** For additions and removals: whether it matters as much as a change of the first page. */
  readonly isFirst?: (change: C) => boolean;
  /**
   * The headline's words for changed items, except those changed together with something larger: so many of the kind
   * "changed", or custom phrases. A kind without a headline is not mentioned, not even for additions and removals.
   */
  readonly headline?: "changed" | "edited" | "not compared" | ((changes: readonly C[]) => readonly string[]);
  /** A part is added or removed with the block of its cell, a block with its chapter; others only with chapters. */
  readonly role?: "chapter" | "block" | "part";
  /** A row, if one line suffices, as for a number. */
  readonly form?: "row";
  /** Whether the change was written by hand, so that no computed cause is needed or mentioned. */
  readonly isText?: true;
  /** For a kind with numbers: those that changed, and whether anything without a number changed. */
  readonly numbers?: (change: C) => {
    /** Undefined if one side is not a number. */
    readonly deltas: readonly (NumberDelta | undefined)[];
    readonly hasOthers: boolean;
  };
  /** Whether only digits changed that the page does not print. */
  readonly isUnprinted?: (change: C) => boolean;
  /** Names by which `--fail-on` selects some of its changes. */
  readonly gates?: { readonly [Name in KindGate]?: (change: C) => boolean };
  /** Pictures before and after, and the files next to them. */
  readonly files?: (change: C) => ChangedFiles;
}

export interface Weight {
  readonly rank: number;
  /** Orders changes of the same rank. */
  readonly size: number;
}

/** The weight of items that were only moved or renamed. */
export const onlyPlaced: Weight = { rank: 11, size: 0 };

/** Paths in `Briefing.files`. */
type PictureFiles = { readonly picture: string } & Partial<Readonly<Record<"data" | "spec", string>>>;

interface ChangedFiles extends Sides<PictureFiles | undefined> {
  readonly differs: boolean;
  /** Whether it is a drawing on white rather than a photograph. */
  readonly drawn: boolean;
}

export interface KindContext extends TextContext, PairedValues {
  /** Both sides with the files that could be read. */
  readonly briefings: Sides<Briefing>;
  readonly alignment: Alignment;
  readonly tolerances: Tolerances;
  /** Records numbers that differ within the tolerance, and where they were computed. */
  readonly withinTolerance: (places: Partial<Sides<Location>>) => void;
}

type Way<C> = readonly [verb: string, noun: string, isCounted: (change: C) => boolean];

/** A headline that counts changed items in several ways: `3 pictures changed`, `1 picture not compared`. */
export const counting =
  <C extends ChangeBase>(...ways: readonly Way<C>[]) =>
  (changes: readonly C[]): readonly string[] =>
    ways.flatMap(([verb, noun, isCounted]) => {
      const counted = changes.filter((change) => change.status === "changed" && isCounted(change));
      return countedPhrase(counted.length, verb, noun);
    });

/** `3 tables changed`; empty if no table changed. */
export function countedPhrase(count: number, verb: string, one: string, many?: string): readonly string[] {
  return count === 0 ? [] : [`${plural(count, one, many)} ${verb}`];
}
