import { wordLikeness, wordsOf } from "../words/likeness.js";
import {
  blockText,
  isNamed,
  literalText,
  type NamedBlock,
  type Placed,
  type StoredBlock,
  type StoredSection,
} from "./blocks.js";
import { byMark, pairByLikeness, pairByMarks, thenPair, type Pairing } from "./pairing.js";

/** What pairing needs to know about the sections and files around the blocks. */
export interface PairContext {
  /** The same name for two sections that belong together. */
  readonly sectionName: (section: StoredSection) => string;
  /** SHA-256 of a file of either side. */
  readonly hashes: {
    readonly was: Readonly<Record<string, string>>;
    readonly is: Readonly<Record<string, string>>;
  };
}

/** Figures, tables, claims and pictures: by id, else by title, by data, by cell if they are alike. */
export function pairNamed(
  was: readonly Placed[],
  is: readonly Placed[],
  context: PairContext,
): Pairing<Placed<NamedBlock>> {
  const named = (placed: readonly Placed[]) =>
    placed.filter((each): each is Placed<NamedBlock> => isNamed(each.block));
  const marked = pairByMarks<Placed<NamedBlock>>(named(was), named(is), [
    byMark(({ block }) => `${block.kind} ${block.id}`),
    byMark(({ block }) => titleMark(block)),
    {
      was: ({ block }) => dataMark(block, context.hashes.was),
      is: ({ block }) => dataMark(block, context.hashes.is),
    },
  ]);
  return pairLeftovers(marked, (each) => cellMark(each, context), 0.4);
}

/** Words, code and outputs: by cell and kind, else by what they say, else the most alike of the same section. */
export function pairNameless(
  was: readonly Placed[],
  is: readonly Placed[],
  context: PairContext,
): Pairing<Placed> {
  const nameless = (placed: readonly Placed[]) => placed.filter(({ block }) => !isNamed(block));
  const [before, after] = [nameless(was), nameless(is)];
  const marks = new Map([...cellMarks(before, context), ...cellMarks(after, context)]);
  const marked = pairByMarks(before, after, [
    byMark((each) => marks.get(each)),
    byMark(({ block }) => `${formOf(block)} ${blockText(block)}`),
  ]);
  const group = ({ block, section }: Placed) => `${context.sectionName(section)} ${formOf(block)}`;
  return pairLeftovers(marked, group, 0.5);
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
  const file = block.kind === "figure" ? block.files.data : block.kind === "image" ? block.file : undefined;
  const hash = file === undefined ? undefined : hashes[file];
  return hash === undefined ? undefined : `${block.kind} ${hash}`;
}

function cellMark({ block, section }: Placed, { sectionName }: PairContext): string {
  return `${sectionName(section)} ${block.cell} ${formOf(block)}`;
}

/** The first, second … of a kind that a cell shows. */
function cellMarks(placed: readonly Placed[], context: PairContext): ReadonlyMap<Placed, string> {
  const counts = new Map<string, number>();
  return new Map(
    placed.map((each) => {
      const mark = cellMark(each, context);
      const count = (counts.get(mark) ?? 0) + 1;
      counts.set(mark, count);
      return [each, `${mark} ${count}`];
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
    const taken = new Set(pairs.flatMap(({ was, is }) => [was, is]));
    const left = (placed: readonly P[]) => placed.filter((each) => !taken.has(each));
    return { pairs, removed: left(removed), added: left(added) };
  });
}
