import * as z from "zod";
import { partStatuses, verdictSign } from "../../../model/verdicts.js";
import type { BlockOf } from "../match/blocks.js";
import { pairParts } from "../match/pair-blocks.js";
import { countedPhrase, shorten } from "../words/phrases.js";
import { blockFields, partFields, plainWords, type StoredPart } from "../words/tokens.js";
import { blockChanges, changedTexts, eachOf, sides, statusOf } from "./changes.js";
import { arrow, lineDetail, plain, textDetails, type Detail, type Span } from "./description.js";
import { onlyPlaced, type Kind, type KindContext } from "./kind.js";
import { base, optionalText, status, texts, type Immutable } from "./shapes.js";

type Claim = BlockOf<"claim">;

const verdict = z.enum(["supported", "contradicted", "partly", "not-testable", "no-verdict"]);
const partStatus = z.enum(["holds", "fails", "not-testable", "not-computed"]);
const schema = z.strictObject({
  ...base,
  kind: z.literal("claim"),
  verdict: z.strictObject({ was: verdict.optional(), is: verdict.optional() }).optional(),
  verdictWords: z.strictObject({ was: optionalText, is: optionalText }).optional(),
  parts: z.array(
    z.strictObject({
      status,
      reads: z.string(),
      was: partStatus.optional(),
      is: partStatus.optional(),
      texts,
    }),
  ),
  texts,
  chapter: z.strictObject({ was: optionalText, is: optionalText }).optional(),
});
/** `verdictWords` is the verdict as the card prints it, with how much was tested; a part `reads` its statement. */
export type ClaimChange = Immutable<z.infer<typeof schema>>;
type Part = ClaimChange["parts"][number];

export const claim: Kind<ClaimChange> = {
  schema,
  nouns: ["claim", "claims"],
  compare: (context) =>
    blockChanges(context, ["claim"], ({ before, after, later, report }) => {
      const texts = changedTexts(before, after, blockFields, context);
      const parts = before && after ? compareParts(before.parts, after.parts, context) : [];
      const [from, to] = [before && verdictText(before), after && verdictText(after)];
      const isElsewhere = before && after && laterChapter(before.chapter, context) !== after.chapter;
      return {
        differs:
          before?.verdict !== after?.verdict ||
          from !== to ||
          texts.length + parts.length > 0 ||
          isElsewhere === true,
        facts: () => ({
          kind: "claim" as const,
          title: shorten(plainWords(later.statement, report), 140),
          ...(before?.verdict !== after?.verdict && { verdict: sides(before?.verdict, after?.verdict) }),
          ...(from !== to && { verdictWords: sides(from, to) }),
          parts,
          texts,
          ...(isElsewhere && { chapter: sides(before.chapter, after.chapter) }),
        }),
      };
    }),
  describe: (change) => ({
    ...(isFlip(change) && { label: "Verdict flipped" }),
    head: verdictSpans(change),
    details: [
      ...textDetails(change.texts),
      ...change.parts.flatMap((part): readonly Detail[] => [
        lineDetail(partSpans(part), part.status === "changed" ? "part" : `part ${part.status}`),
        ...textDetails(part.texts),
      ]),
      ...(change.chapter === undefined
        ? []
        : [lineDetail(arrow(change.chapter.was, change.chapter.is), "chapter")]),
    ],
  }),
  weigh: (change) => {
    if (change.verdict !== undefined) return { rank: 0, size: 0 };
    if (change.parts.some(({ was, is }) => was !== is)) return { rank: 1, size: change.parts.length };
    const isOther = change.texts.length + change.parts.length > 0 || change.chapter !== undefined;
    return isOther ? { rank: 7, size: 0 } : onlyPlaced;
  },
  presence: 12,
  headline: (changes) => {
    const verdictsFlipped = changes.filter(isFlip).length;
    return { counts: { verdictsFlipped }, phrases: countedPhrase(verdictsFlipped, "flipped", "verdict") };
  },
  role: "block",
  gates: { verdict: (change) => change.verdict !== undefined },
};

function isFlip({ status, verdict }: ClaimChange): boolean {
  return status === "changed" && verdict !== undefined;
}

function verdictText(claim: Claim): string {
  const { sign, word } = verdictSign(claim);
  return `${sign} ${word}`;
}

function laterChapter(chapter: string | undefined, { matching }: KindContext): string | undefined {
  return matching.sections.pairs.find(({ before }) => before.id === chapter)?.after.id ?? chapter;
}

function compareParts(
  before: readonly StoredPart[],
  after: readonly StoredPart[],
  context: KindContext,
): readonly Part[] {
  return eachOf(pairParts(before, after)).flatMap(({ before, after }): readonly Part[] => {
    const later = after ?? before;
    if (later === undefined) return [];
    const texts = changedTexts(before, after, partFields, context);
    if (before?.status === after?.status && texts.length === 0) return [];
    const reads = plainWords(later.reads, after === undefined ? context.before : context.after);
    return [{ status: statusOf(before, after), reads, ...sides(before?.status, after?.status), texts }];
  });
}

function verdictSpans({ verdictWords: { was, is } = {}, status }: ClaimChange): readonly Span[] {
  if (was === undefined && is === undefined) return [];
  return status === "changed" ? arrow(was, is) : [plain(is ?? was ?? "")];
}

function partSpans({ reads, status, was, is }: Part): readonly Span[] {
  const word = (each: Part["was"]) => each && `${partStatuses[each].sign} ${partStatuses[each].word}`;
  if (status === "changed" && was !== is)
    return [plain(`${reads} (`), ...arrow(word(was), word(is)), plain(")")];
  const only = word(is ?? was);
  const mark = status === "changed" ? {} : { mark: status };
  return [{ text: reads, ...mark }, plain(only === undefined ? "" : ` (${only})`)];
}
