import type { StoredPart } from "../words/fields.js";
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
  wordLikeness,
  wordsOf,
  byMark,
  type Mark,
  pairByLikeness,
  pairByMarks,
  thenPair,
  type Pairing,
} from "./pairing.js";

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
  const of = (placed: readonly Placed[], authored: "authored" | "displayed") =>
    placed.filter(
      (each): each is Named => isNamed(each.block) && isAuthored(each.block) === (authored === "authored"),
    );
  const authored = pairByMarks<Named>(of(before, "authored"), of(after, "authored"), [
    byMark(({ block }) => `${block.kind} ${block.id}`),
    byMark(({ block }) => titleMark(block)),
    content,
  ]);
  const displayed = pairDisplayed(of(before, "displayed"), of(after, "displayed"), context, content);
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
  const marked = pairDisplayed(
    unnamed(before),
    unnamed(after),
    context,
    byMark(({ block }) => `${formOf(block)} ${blockText(block)}`),
  );
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
    return found === undefined ? undefined : `${cellMark(placed, context)} ${found}`;
  };
  const places = placesInCells(before, after, context);
  return pairByMarks(before, after, [
    { before: inCell(content.before), after: inCell(content.after) },
    byMark((placed) => places.get(placed)),
    content,
  ]);
}

function formOf(block: StoredBlock): string {
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
  const hash = file === undefined ? undefined : hashes[file];
  return hash === undefined ? undefined : `${block.kind} ${hash}`;
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
  const counted = (placed: readonly Placed[]) => {
    const cells = new Map<string, Placed[]>();
    for (const each of placed) {
      const mark = cellMark(each, context);
      const members = cells.get(mark);
      if (members === undefined) cells.set(mark, [each]);
      else members.push(each);
    }
    return cells;
  };
  const [earlier, later] = [counted(before), counted(after)];
  return new Map(
    [...earlier].flatMap(([mark, members]) => {
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
  const groups = (placed: readonly P[]) => {
    const found = new Map<string, P[]>();
    for (const each of placed) {
      const list = found.get(group(each));
      if (list === undefined) found.set(group(each), [each]);
      else list.push(each);
    }
    return found;
  };
  return thenPair(first, (removed, added) => {
    const candidates = groups(added);
    const pairs = [...groups(removed)].flatMap(([mark, members]) => {
      const others = candidates.get(mark) ?? [];
      const words = new Map([...members, ...others].map((each) => [each, wordsOf(blockText(each.block))]));
      const likeness = (one: P, two: P) => wordLikeness(words.get(one) ?? [], words.get(two) ?? []);
      return pairByLikeness(members, others, likeness, { least }).pairs;
    });
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
  return thenPair(marked, (removed, added) => {
    const words = new Map([...removed, ...added].map((section) => [section, sectionWords(section)]));
    const likeness = (one: StoredSection, two: StoredSection) =>
      wordLikeness(words.get(one) ?? [], words.get(two) ?? []);
    return pairByLikeness(removed, added, likeness, { least: 0.4 });
  });
}

/** A title that is made of the file's name, or of nothing but values, tells nothing. */
function sectionTitleMark({ title, id }: StoredSection): string | undefined {
  const words = literalText(title);
  return words !== id && /\p{L}{2}/u.test(words) ? words : undefined;
}

function sectionWords({ blocks }: StoredSection): readonly string[] {
  return blocks.flatMap((block) => wordsOf(blockText(block)));
}

/** Parts of a claim by what they say, else the most alike. */
export function pairParts(before: readonly StoredPart[], after: readonly StoredPart[]): Pairing<StoredPart> {
  const marked = pairByMarks(before, after, [byMark(({ reads }) => literalText(reads))]);
  return thenPair(marked, (removed, added) =>
    pairByLikeness(
      removed,
      added,
      (one, two) => wordLikeness(wordsOf(literalText(one.reads)), wordsOf(literalText(two.reads))),
      { least: 0.4 },
    ),
  );
}
