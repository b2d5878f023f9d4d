import { verdictSign } from "../../model/verdicts.js";
import type { ClaimChange, ClaimPartChange } from "../contract.js";
import type { BlockOf, Placed } from "../pair/blocks.js";
import { pairParts } from "../pair/claim-parts.js";
import { compareFields } from "../words/compare-fields.js";
import { blockFields, partFields, type StoredPart } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { blockBase, type BlockPair, type KindContext, shorten, statusOf } from "./context.js";

type Claim = BlockOf<"claim">;

export function compareClaim(
  pair: BlockPair<Placed<Claim>>,
  context: KindContext,
): Omit<ClaimChange, "why"> | undefined {
  const [was, is] = [pair.was?.block, pair.is?.block];
  const later = is ?? was;
  if (later === undefined) return undefined;
  const base = blockBase(pair, context, () => later.id);
  const renamed = was !== undefined && is !== undefined && was.id !== is.id;
  const texts = was && is ? compareFields(blockFields(was), blockFields(is), context).texts : [];
  const parts = was && is ? compareParts(was.parts, is.parts, context) : [];
  const flipped = was?.verdict !== is?.verdict;
  const words = { ...(was && { was: verdictText(was) }), ...(is && { is: verdictText(is) }) };
  const sameChapter = laterChapter(was?.chapter, context) === is?.chapter;
  const chapter = !(was && is) || sameChapter ? undefined : { was: was.chapter, is: is.chapter };
  const differs =
    flipped || words.was !== words.is || texts.length > 0 || parts.length > 0 || chapter !== undefined;
  if (!differs && !renamed && base.moved === undefined) return undefined;
  return {
    ...base,
    kind: "claim",
    title: shorten(plainWords(later.statement, is === undefined ? context.was : context.is), 140),
    ...(renamed && { renamed: { from: was.id, to: is.id } }),
    ...(flipped && { verdict: { ...(was && { was: was.verdict }), ...(is && { is: is.verdict }) } }),
    ...(words.was !== words.is && { verdictWords: words }),
    parts,
    texts,
    ...(chapter && {
      chapter: {
        ...(chapter.was === undefined ? {} : { was: chapter.was }),
        ...(chapter.is === undefined ? {} : { is: chapter.is }),
      },
    }),
  };
}

function verdictText(claim: Claim): string {
  const { sign, word } = verdictSign(claim);
  return `${sign} ${word}`;
}

function laterChapter(chapter: string | undefined, { matching }: KindContext): string | undefined {
  return matching.sections.pairs.find(({ was }) => was.id === chapter)?.is.id ?? chapter;
}

function compareParts(
  was: readonly StoredPart[],
  is: readonly StoredPart[],
  context: KindContext,
): readonly ClaimPartChange[] {
  const { pairs, removed, added } = pairParts(was, is);
  const one = (before: StoredPart | undefined, after: StoredPart | undefined): readonly ClaimPartChange[] => {
    const later = after ?? before;
    if (later === undefined) return [];
    const texts = before && after ? compareFields(partFields(before), partFields(after), context).texts : [];
    if (before?.status === after?.status && texts.length === 0) return [];
    return [
      {
        status: statusOf(before, after),
        reads: plainWords(later.reads, after === undefined ? context.was : context.is),
        ...(before && { was: before.status }),
        ...(after && { is: after.status }),
        texts,
      },
    ];
  };
  return [
    ...pairs.flatMap((pair) => one(pair.was, pair.is)),
    ...removed.flatMap((part) => one(part, undefined)),
    ...added.flatMap((part) => one(undefined, part)),
  ];
}
