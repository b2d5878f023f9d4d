import path from "node:path";
import type { StoredReport } from "../../report/stored-report.js";
import type { Sides } from "../briefing.js";
import {
  blockText,
  firstPageParts,
  isAuthored,
  isNamed,
  isShownTable,
  literalText,
  type BlockOf,
  type FirstPagePart,
  type NamedBlock,
  type Placed,
  type StoredBlock,
  type StoredPart,
  type StoredSection,
} from "./blocks.js";
import { groupBy, pairByMarks, thenByLikeness, type Mark, type Pairing } from "./pairing.js";
import { own } from "../../../lib/own.js";

export interface PairContext {
  /** The same name for two matching sections. */
  readonly sectionName: (section: StoredSection) => string;
  /** SHA-256 of a file on either side. */
  readonly hashes: Sides<Readonly<Record<string, string>>>;
}

/**
 * Figures, tables and claims named by an author are matched by id, then by title, then by data. Everything else that a
 * cell contains or displays is matched by cell and content, then by its place in the cell, then by content. What
 * remains in one cell (for text, code and outputs: in one section) is matched by similarity.
 */
export function pairBlocks(sides: Sides<readonly Placed[]>, context: PairContext): Pairing<Placed> {
  const given =
    (mark: (block: NamedBlock) => string | undefined): Mark<Placed> =>
    ({ block }) =>
      isGiven(block) ? mark(block) : undefined;
  type IsWanted = (block: StoredBlock) => boolean;
  const content =
    (isWanted: IsWanted, within: (placed: Placed) => string = () => ""): Mark<Placed> =>
    (placed, side) => {
      const found = isWanted(placed.block) ? contentMark(placed.block, context.hashes[side]) : undefined;
      return found && `${within(placed)} ${found}`;
    };
  const isShown = (block: StoredBlock) => !isGiven(block);
  const places = placesInCells(sides, context);
  const marked = pairByMarks(sides, [
    given(({ kind, id }) => `${kind} ${id}`),
    given(titleMark),
    content(isGiven),
    content(isShown, (placed) => cellMark(placed, context)),
    (placed) => places.get(placed),
    content(isShown),
  ]);
  const group = (placed: Placed) =>
    isNamed(placed.block)
      ? cellMark(placed, context)
      : `${context.sectionName(placed.section)} ${formOf(placed.block)}`;
  return withOtherFormats(
    thenByLikeness(marked, ({ block }) => blockText(block), group),
    context,
  );
}

/** Pairs the remaining pictures of a cell with those in another format, in order, if both sides have equally many. */
function withOtherFormats(found: Pairing<Placed>, { sectionName }: PairContext): Pairing<Placed> {
  const cellOf = ({ block, section }: Placed) =>
    block.kind === "image" ? `${sectionName(section)} ${block.cell}` : undefined;
  const earlier = groupBy(found.removed, cellOf);
  const later = groupBy(found.added, cellOf);
  const isReformatted = (cell: string) => {
    const one = earlier.get(cell) ?? [];
    const two = later.get(cell) ?? [];
    const formats = new Set(one.map(({ block }) => formOf(block)));
    return one.length === two.length && two.every(({ block }) => !formats.has(formOf(block)));
  };
  const { pairs, removed, added } = pairByMarks({ before: found.removed, after: found.added }, [
    (placed) => {
      const cell = cellOf(placed);
      return cell !== undefined && isReformatted(cell) ? cell : undefined;
    },
  ]);
  return { pairs: [...found.pairs, ...pairs], removed, added };
}

const isGiven = (block: StoredBlock): block is NamedBlock => isNamed(block) && isAuthored(block);

/** Blocks are matched with others of the same form: a PNG with a PNG, printed output with printed output. */
function formOf(block: StoredBlock): string {
  if (block.kind === "image") return `image ${path.extname(block.file)}`;
  return block.kind === "text" ? `text ${block.stream}` : block.kind;
}

function titleMark(block: NamedBlock): string | undefined {
  const title = block.kind === "claim" ? block.statement : block.kind === "image" ? [] : (block.title ?? []);
  const words = literalText(title);
  return /\p{L}{2}/u.test(words) ? `${block.kind} ${words}` : undefined;
}

/** Its content: rows, drawings and pictures by their bytes, everything else by its text. */
function contentMark(block: StoredBlock, hashes: Readonly<Record<string, string>>): string | undefined {
  if (block.kind === "claim") return undefined;
  if (block.kind === "table") return isShownTable(block) ? `table ${JSON.stringify(block.rows)}` : undefined;
  if (block.kind !== "figure" && block.kind !== "image") return `${formOf(block)} ${blockText(block)}`;
  const file = block.kind === "image" ? block.file : block.files[block.origin === "bare" ? "spec" : "data"];
  const hash = own(hashes, file);
  return hash && `${block.kind} ${hash}`;
}

function cellMark({ block, section }: Placed, { sectionName }: PairContext): string {
  return `${sectionName(section)} ${block.cell} ${formOf(block)}`;
}

/** The first, second … of a kind in the output of a cell, if both sides have equally many. */
function placesInCells({ before, after }: Sides<readonly Placed[]>, context: PairContext) {
  const cells = (placed: readonly Placed[]) =>
    groupBy(placed, (each) => (isGiven(each.block) ? undefined : cellMark(each, context)));
  const later = cells(after);
  const places = new Map<Placed, string>();
  for (const [mark, members] of cells(before)) {
    const others = later.get(mark) ?? [];
    if (members.length !== others.length) continue;
    for (const list of [members, others])
      for (const [index, each] of list.entries()) places.set(each, `${mark} ${index}`);
  }
  return places;
}

/** Chapters by id, then by notebook, title and content. */
export function pairSections({ before, after }: Sides<StoredReport>): Pairing<StoredSection> {
  const marked = pairByMarks({ before: before.sections, after: after.sections }, [
    ({ id }) => id,
    ({ notebook }) => notebook,
    sectionTitleMark,
  ]);
  return thenByLikeness(marked, ({ blocks }) => blocks.map(blockText).join("\n"));
}

/** A title generated from the name of the file, or made only of values, identifies nothing. */
function sectionTitleMark({ title, id }: StoredSection): string | undefined {
  const words = literalText(title);
  return words !== id && /\p{L}{2}/u.test(words) ? words : undefined;
}

/** Parts of a claim by their text, then by similarity. */
export function pairParts({ before, after }: Sides<BlockOf<"claim">>): Pairing<StoredPart> {
  const text = ({ reads }: StoredPart) => literalText(reads);
  const marked = pairByMarks({ before: before.parts, after: after.parts }, [text]);
  return thenByLikeness(marked, text);
}

export function pairFirstPages({ before, after }: Sides<StoredReport>): Pairing<FirstPagePart> {
  const parts = { before: firstPageParts(before), after: firstPageParts(after) };
  return pairByMarks(parts, [({ name, section }) => `${name} ${section ?? ""}`]);
}
