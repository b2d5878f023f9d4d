import type * as z from "zod";
import { plural } from "../../../lib/plural.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { Briefing, Sides, Tolerances } from "../briefing.js";
import type { Alignment } from "../match/align.js";
import type { PairedValues } from "../match/pair-values.js";
import type { TextContext } from "../words/compare-texts.js";
import type { Description } from "./description.js";
import type { ChangeBase, Location, NumberDelta } from "./shapes.js";

/** A change before its key, its fingerprint and its cause are known. */
export type Draft<C> = C extends unknown ? Omit<C, "key" | "fingerprint" | "why"> : never;

/** A kind of change: what it is, how two states are compared, and how a difference is described, weighed and counted. */
export interface Kind<C extends ChangeBase> {
  readonly schema: z.ZodObject;
  readonly nouns: readonly [one: string, many: string];
  readonly compare: (context: KindContext) => readonly Draft<C>[];
  /** What there is to say, but for its label, its place and its causes. */
  readonly describe: (change: C) => Partial<Description>;
  /** How much a change of something that both sides have matters; `onlyPlaced` where it was but moved or renamed. */
  readonly weigh: (change: Draft<C>) => Weight;
  /** How much it matters that something of the kind was added or removed: the order of kinds, greater before less. */
  readonly presence: number;
  /** Of what was added or removed: whether it matters as much as a change of the first page. */
  readonly isFirst?: (change: C) => boolean;
  /**
   * What the headline says of what changed, but for what changed with something larger: so many of the kind "changed",
   * or phrases of its own. It says nothing of a kind without a headline, not even that something was added.
   */
  readonly headline?: "changed" | "edited" | "not compared" | ((changes: readonly C[]) => readonly string[]);
  /** A part is added or removed with the block of its cell, a block with its chapter; others only with their chapter. */
  readonly role: "chapter" | "block" | "part" | "other";
  /** A row where a line says all there is to say, as of a number. */
  readonly form?: "row";
  /** Whether a person wrote what changed, so that nothing computed need explain it, nor need it be said. */
  readonly isText?: true;
  /** Of a kind with numbers: those that changed, and whether something changed that has none. */
  readonly numbers?: (change: C) => ChangedNumbers;
  /** Names under which `--fail-on` takes some of its changes. */
  readonly gates?: Readonly<Record<string, (change: C) => boolean>>;
  /** Pictures before and after, and what lies beside them. */
  readonly files?: (change: C) => ChangedFiles;
}

export interface Weight {
  readonly rank: number;
  /** Tells apart changes of one rank. */
  readonly size: number;
}

/** Of what moved or has another name, and is the same for the rest. */
export const onlyPlaced: Weight = { rank: 11, size: 0 };

interface ChangedNumbers {
  /** Undefined where one side is no number. */
  readonly deltas: readonly (NumberDelta | undefined)[];
  readonly hasOthers: boolean;
}

/** Paths in `Briefing.files`. */
interface PictureFiles {
  readonly picture: string;
  readonly data?: string;
  readonly spec?: string;
}

interface ChangedFiles extends Sides<PictureFiles | undefined> {
  readonly differs: boolean;
  /** Whether it is a drawing on white, rather than a photograph. */
  readonly drawn: boolean;
}

export interface KindContext extends TextContext, PairedValues {
  /** Both sides with the files that could be read. */
  readonly briefings: Sides<Briefing>;
  readonly alignment: Alignment;
  readonly tolerances: Tolerances;
  /** Takes note of numbers that differ within the tolerance, and where they were computed. */
  readonly withinTolerance: (places: Partial<Sides<Location>>) => void;
}

export type Reports = Sides<StoredReport>;

/** `3 tables changed`; empty if no table changed. */
export function countedPhrase(
  count: number,
  verb: string,
  ...nouns: readonly [one: string, many?: string]
): readonly string[] {
  return count === 0 ? [] : [`${plural(count, ...nouns)} ${verb}`];
}
