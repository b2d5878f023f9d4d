/** Shared by all kinds of change: matching states of an item, their places, and the frame of a change. */
import type { StoredReport } from "../../report/stored-report.js";
import type { Sides, SideName } from "../briefing.js";
import {
  blockFields,
  isAuthored,
  isNamed,
  type BlockOf,
  type Placed,
  type StoredBlock,
  type StoredSection,
  type TextField,
} from "../match/blocks.js";
import { statesOf, type States } from "../match/pairing.js";
import { compareFields, type TextContext } from "../match/compare-texts.js";
import type { CountedTolerance } from "../numbers.js";
import { plainWords } from "../words/tokens.js";
import type { KindContext } from "./kind.js";
import type { Location, TextChange } from "../shapes.js";
import { own } from "../../../lib/own.js";

export function frameOf<T>(
  { status, before, after }: Pick<States<T>, "status" | "before" | "after">,
  locate: (state: T, side: SideName) => Location | undefined,
) {
  const from = before && locate(before, "before");
  const to = after && locate(after, "after");
  return { status, ...(from && { before: from }), ...(to && { after: to }) };
}

/** Both sides under their names in the published JSON; a missing side is left out. */
export function sides<T>(before: T | undefined, after: T | undefined) {
  return { ...(before !== undefined && { was: before }), ...(after !== undefined && { is: after }) };
}

export interface BlockStates<B extends StoredBlock> extends States<B> {
  readonly report: StoredReport;
  readonly tolerance: CountedTolerance;
  /** Its texts that differ. */
  readonly texts: readonly TextChange[];
}

interface FoundInBlock<F> {
  readonly differs: boolean;
  /** Called only if there is a change to report. */
  readonly facts: () => F;
}

/** Changes of the blocks of some kinds: those that differ, were added or removed, moved or were renamed. */
export function blockChanges<K extends StoredBlock["kind"], F>(
  context: KindContext,
  kinds: readonly K[],
  find: (states: BlockStates<BlockOf<K>>) => FoundInBlock<F>,
) {
  const { blocks, moved, formerPlace } = context.alignment;
  const locate = ({ block, section, index }: Placed, side: SideName) =>
    locateCell(section, context[side], block.cell, index);
  const idOf = (placed: Placed, side: SideName) => {
    if (isNamed(placed.block)) return placed.block.id;
    const { section, cell } = side === "before" ? formerPlace(locate(placed, side)) : locate(placed, side);
    return `${section}/${cell}`;
  };
  const isOfKind = (block: StoredBlock): block is BlockOf<K> =>
    (kinds as readonly string[]).includes(block.kind);
  return statesOf(blocks).flatMap((states) => {
    const { before, after, later, side, status } = states;
    if (!isOfKind(later.block)) return [];
    const blockOf = (placed: Placed | undefined) =>
      placed !== undefined && isOfKind(placed.block) ? placed.block : undefined;
    const id = idOf(later, side);
    const former = before === undefined ? id : idOf(before, "before");
    const both = { before: blockOf(before), after: blockOf(after) };
    const { differs, facts } = find({
      ...both,
      later: later.block,
      texts: changedTexts(both, blockFields, context),
      side,
      status,
      report: context[side],
      tolerance: toleranceOf([id, former], context, () => frameOf(states, locate)),
    });
    // An id generated from the block's place is not a name: nothing refers to it.
    const isRenamed = former !== id && isNamed(later.block) && isAuthored(later.block);
    const hasMoved = moved.has(later);
    if (status === "changed" && !differs && !hasMoved && !isRenamed) return [];
    return [
      {
        id,
        ...frameOf(states, locate),
        ...(isRenamed && { renamed: { from: former, to: id } }),
        ...(hasMoved && { moved: true as const }),
        ...facts(),
      },
    ];
  });
}

/** Texts of two states that differ; empty if there is only one state. */
export function changedTexts<T>(
  { before, after }: Partial<Sides<T | undefined>>,
  fieldsOf: (item: T) => readonly TextField[],
  context: TextContext,
): readonly TextChange[] {
  if (before === undefined || after === undefined) return [];
  const fields = fieldsOf(after);
  return compareFields(before === after ? fields : fieldsOf(before), fields, context).texts;
}

/** The tolerance of an item by its later or earlier id; numbers within it are recorded with their places. */
export function toleranceOf(
  ids: readonly string[],
  { tolerances: { tolerance = {}, tolerances = {} }, withinTolerance }: KindContext,
  places: () => Partial<Sides<Location>>,
): CountedTolerance {
  const [given = tolerance] = ids.flatMap((id) => own(tolerances, id) ?? []);
  return {
    ...given,
    onWithin: () => {
      withinTolerance(places());
    },
  };
}

export function locateSection(section: StoredSection, report: StoredReport): Location {
  return locateCell(section, report, "", 0);
}

/** `index`: the index of its block, if known. */
export function locateCell(section: StoredSection, report: StoredReport, cell: string, index?: number) {
  const found = index ?? section.blocks.findIndex((block) => block.cell === cell);
  const sectionTitle = plainWords(section.title, report);
  return { section: section.id, sectionTitle, notebook: section.notebook, cell, index: Math.max(0, found) };
}
