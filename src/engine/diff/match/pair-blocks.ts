import path from "node:path";
import type { StoredPart } from "../words/tokens.js";
import {
  blockText,
  isAuthored,
  isNamed,
  literalText,
  type NamedBlock,
  type Placed,
  type StoredBlock,
  type StoredSection,
} from "./blocks.js";
import {
  byMark,
  groupBy,
  likenessOf,
  pairByLikeness,
  pairByMarks,
  thenPair,
  type Mark,
  type Pairing,
} from "./pairing.js";
import { own } from "../../../lib/own.js";

/** What pairing needs to know about the sections and files around the blocks. */
export interface PairContext {
  /** The same name for two sections that belong together. */
  readonly sectionName: (section: StoredSection) => string;
  /** SHA-256 of a file of either side. */
  readonly hashes: {
    readonly before: Readonly<Record<string, string>>;
    readonly after: Readonly<Record<string, string>>;
  };
}

/**
 * Figures, tables, claims: by id, else by title, by data. What a cell displays without a name (pictures, bare charts,
 * tables out of HTML): by cell and content, else by its place in the cell. What is left in one cell by likeness.
 */
export function pairNamed(
  before: readonly Placed[],
  after: readonly Placed[],
  context: PairContext,
): Pairing<Placed<NamedBlock>> {
  type Named = Placed<NamedBlock>;
  const content = {
    before: ({ block }: Named) => dataMark(block, context.hashes.before),
    after: ({ block }: Named) => dataMark(block, context.hashes.after),
  };
  const of = (placed: readonly Placed[], authored: boolean) =>
    placed.filter((each): each is Named => isNamed(each.block) && isAuthored(each.block) === authored);
  const authored = pairByMarks<Named>(of(before, true), of(after, true), [
    byMark(({ block }) => `${block.kind} ${block.id}`),
    byMark(({ block }) => titleMark(block)),
    content,
  ]);
  const displayed = pairDisplayed(of(before, false), of(after, false), context, content);
  const marked = {
    pairs: [...authored.pairs, ...displayed.pairs],
    removed: [...authored.removed, ...displayed.removed],
    added: [...authored.added, ...displayed.added],
  };
  return pairLeftovers(marked, (each) => cellMark(each, context), 0.4);
}

/** Words, code and outputs: by cell and kind, else by what they say, else the most alike of the same section. */
export function pairUnnamed(
  before: readonly Placed[],
  after: readonly Placed[],
  context: PairContext,
): Pairing<Placed> {
  const unnamed = (placed: readonly Placed[]) => placed.filter(({ block }) => !isNamed(block));
  const content = byMark<Placed>(({ block }) => `${formOf(block)} ${blockText(block)}`);
  const marked = pairDisplayed(unnamed(before), unnamed(after), context, content);
  const group = ({ block, section }: Placed) => `${context.sectionName(section)} ${formOf(block)}`;
  return pairLeftovers(marked, group, 0.5);
}

/** By cell and content, by its place in the cell if that shows as many of its kind on both sides, by content. */
function pairDisplayed<P extends Placed>(
  before: readonly P[],
  after: readonly P[],
  context: PairContext,
  content: Mark<P>,
): Pairing<P> {
  const inCell = (mark: (placed: P) => string | undefined) => (placed: P) => {
    const found = mark(placed);
    return found && `${cellMark(placed, context)} ${found}`;
  };
  const places = placesInCells(before, after, context);
  return pairByMarks(before, after, [
    { before: inCell(content.before), after: inCell(content.after) },
    byMark((placed) => places.get(placed)),
    content,
  ]);
}

/** What is compared with its own form only: a PNG with a PNG, what was printed with what was printed. */
function formOf(block: StoredBlock): string {
  if (block.kind === "image") return `image ${path.extname(block.file)}`;
  return block.kind === "text" ? `text ${block.stream}` : block.kind;
}

function titleMark(block: NamedBlock): string | undefined {
  const title = block.kind === "claim" ? block.statement : block.kind === "image" ? [] : (block.title ?? []);
  const words = literalText(title);
  return /\p{L}{2}/u.test(words) ? `${block.kind} ${words}` : undefined;
}

function dataMark(block: NamedBlock, hashes: Readonly<Record<string, string>>): string | undefined {
  if (block.kind === "table" && !isAuthored(block)) return `table ${JSON.stringify(block.rows)}`;
  const file =
    block.kind === "figure"
      ? block.files[block.origin === "bare" ? "spec" : "data"]
      : block.kind === "image"
        ? block.file
        : undefined;
  const hash = file && own(hashes, file);
  return hash && `${block.kind} ${hash}`;
}

function cellMark({ block, section }: Placed, { sectionName }: PairContext): string {
  return `${sectionName(section)} ${block.cell} ${formOf(block)}`;
}

/** The first, second … of a kind that a cell shows, where it shows as many on both sides. */
function placesInCells(
  before: readonly Placed[],
  after: readonly Placed[],
  context: PairContext,
): ReadonlyMap<Placed, string> {
  const inCells = (placed: readonly Placed[]) => groupBy(placed, (each) => cellMark(each, context));
  const later = inCells(after);
  return new Map(
    [...inCells(before)].flatMap(([mark, members]) => {
      const others = later.get(mark) ?? [];
      if (members.length !== others.length) return [];
      const place = (each: Placed, index: number) => [each, `${mark} ${index + 1}`] as const;
      return [...members.map(place), ...others.map(place)];
    }),
  );
}

/** Pairs what is left within groups of the same mark by the words of the blocks. */
function pairLeftovers<P extends Placed>(
  first: Pairing<P>,
  group: (placed: P) => string,
  least: number,
): Pairing<P> {
  return thenPair(first, (removed, added) => {
    const candidates = groupBy(added, group);
    const likeness = likenessOf<P>(({ block }) => blockText(block));
    const pairs = [...groupBy(removed, group)].flatMap(
      ([mark, members]) => pairByLikeness(members, candidates.get(mark) ?? [], likeness, least).pairs,
    );
    const taken = new Set(pairs.flatMap(({ before, after }) => [before, after]));
    const left = (placed: readonly P[]) => placed.filter((each) => !taken.has(each));
    return { pairs, removed: left(removed), added: left(added) };
  });
}

/** Chapters by id, else by notebook, by title, by what they hold. */
export function pairSections(
  before: readonly StoredSection[],
  after: readonly StoredSection[],
): Pairing<StoredSection> {
  const marked = pairByMarks(before, after, [
    byMark(({ id }) => id),
    byMark(({ notebook }) => notebook),
    byMark(sectionTitleMark),
  ]);
  const likeness = likenessOf<StoredSection>(({ blocks }) => blocks.map(blockText).join("\n"));
  return thenPair(marked, (removed, added) => pairByLikeness(removed, added, likeness, 0.4));
}

/** A title that is made of the file's name, or of nothing but values, says nothing. */
function sectionTitleMark({ title, id }: StoredSection): string | undefined {
  const words = literalText(title);
  return words !== id && /\p{L}{2}/u.test(words) ? words : undefined;
}

/** Parts of a claim by what they say, else the most alike. */
export function pairParts(before: readonly StoredPart[], after: readonly StoredPart[]): Pairing<StoredPart> {
  const text = ({ reads }: StoredPart) => literalText(reads);
  const marked = pairByMarks(before, after, [byMark(text)]);
  return thenPair(marked, (removed, added) => pairByLikeness(removed, added, likenessOf(text), 0.4));
}
