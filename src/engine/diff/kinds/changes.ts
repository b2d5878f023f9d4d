import type { StoredReport } from "../../report/stored-report.js";
import type { Tolerance, Tolerances } from "../briefing.js";
import {
  isAuthored,
  isNamed,
  type BlockOf,
  type Placed,
  type StoredBlock,
  type StoredSection,
} from "../match/blocks.js";
import type { Pairing } from "../match/pairing.js";
import { compareFields, type TextContext } from "../words/compare-texts.js";
import { plainWords, type TextField } from "../words/tokens.js";
import type { KindContext } from "./kind.js";
import type { Location, Status, TextChange } from "./shapes.js";
import { own } from "../../../lib/own.js";

/** What only one side has stands alone. */
export function eachOf<T>({
  pairs,
  removed,
  added,
}: Pairing<T>): readonly { readonly before?: T; readonly after?: T }[] {
  return [...pairs, ...removed.map((before) => ({ before })), ...added.map((after) => ({ after }))];
}

/** Two states of a block, or one where it was added or removed. */
export interface BlockStates<B extends StoredBlock> {
  readonly before: B | undefined;
  readonly after: B | undefined;
  /** The state after, where there is one, and the report that it stands in. */
  readonly later: B;
  readonly report: StoredReport;
  readonly tolerance: Tolerance;
  readonly onWithin: () => void;
}

interface FoundInBlock<F> {
  readonly differs: boolean;
  /** Asked for where there is a change to report. */
  readonly facts: () => F;
}

/** Changes of the blocks of some kinds: those that differ, that were added or removed, that moved or are renamed. */
export function blockChanges<
  K extends StoredBlock["kind"],
  F extends { readonly kind: string; readonly title: string },
>(
  context: KindContext,
  kinds: readonly K[],
  find: (states: BlockStates<BlockOf<K>>) => FoundInBlock<F>,
): readonly (ReturnType<typeof blockBase> & { readonly key: string } & F)[] {
  const { named, unnamed, moved } = context.matching;
  const isOfKind = (placed: Placed | undefined): placed is Placed<BlockOf<K>> =>
    placed !== undefined && (kinds as readonly string[]).includes(placed.block.kind);
  return [...eachOf<Placed>(named), ...eachOf<Placed>(unnamed)].flatMap(({ before, after }) => {
    const later = after ?? before;
    if (!isOfKind(later)) return [];
    const block = (placed: Placed | undefined) => (isOfKind(placed) ? placed.block : undefined);
    const { differs, facts } = find({
      before: block(before),
      after: block(after),
      later: later.block,
      report: after === undefined ? context.before : context.after,
      tolerance: toleranceOf(context.tolerances, idOf(later), before && idOf(before)),
      onWithin: () => {
        context.withinTolerance(
          before && locate(before, context.before),
          after && locate(after, context.after),
        );
      },
    });
    const isSame = before !== undefined && after !== undefined && !differs && !moved.has(after);
    if (isSame && idOf(before) === idOf(after)) return [];
    const base = blockBase(before, after, later, context);
    if (isSame && base.renamed === undefined) return [];
    const found = facts();
    return [{ ...base, key: `${found.kind}:${base.id}`, ...found }];
  });
}

/** What every change of a block says: where it stood and stands, under which ids. */
function blockBase(
  before: Placed | undefined,
  after: Placed | undefined,
  later: Placed,
  context: KindContext,
) {
  const [former, id] = [idOf(before ?? later), idOf(later)];
  // An id that was made from its place is no name: nobody refers to it.
  const isRenamed = former !== id && isNamed(later.block) && isAuthored(later.block);
  return {
    status: statusOf(before, after),
    id,
    ...places(before && locate(before, context.before), after && locate(after, context.after)),
    ...(isRenamed && { renamed: { from: former, to: id } }),
    ...(after !== undefined && context.matching.moved.has(after) && { moved: true as const }),
  };
}

function idOf({ block, section }: Placed): string {
  return isNamed(block) ? block.id : `${section.id}/${block.cell}`;
}

/** Texts of two states that differ; none where there is only one. */
export function changedTexts<T>(
  before: T | undefined,
  after: T | undefined,
  fieldsOf: (item: T) => readonly TextField[],
  context: TextContext,
): readonly TextChange[] {
  if (before === undefined || after === undefined) return [];
  const fields = fieldsOf(after);
  return compareFields(before === after ? fields : fieldsOf(before), fields, context).texts;
}

export function toleranceOf(
  { tolerance = {}, tolerances = {} }: Tolerances,
  ...ids: readonly (string | undefined)[]
): Tolerance {
  const [given = tolerance] = ids.flatMap((id) => (id === undefined ? [] : (own(tolerances, id) ?? [])));
  return given;
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
  return locateCell(section, report, block.cell, index);
}

export function locateSection(section: StoredSection, report: StoredReport): Location {
  return locateCell(section, report, "", 0);
}

/** `index`: of its block, where it is known. */
export function locateCell(
  section: StoredSection,
  report: StoredReport,
  cell: string,
  index = Math.max(
    0,
    section.blocks.findIndex((block) => block.cell === cell),
  ),
): Location {
  const sectionTitle = plainWords(section.title, report);
  return { section: section.id, sectionTitle, notebook: section.notebook, cell, index };
}
