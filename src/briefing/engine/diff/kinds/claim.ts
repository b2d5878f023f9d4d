import * as z from "zod";
import { claim as model, claimPart } from "../../../model/emitted.js";
import { partStatuses, verdictSign } from "../../../model/claim.js";
import { partFields, type BlockOf } from "../match/blocks.js";
import { pairParts } from "../match/pair-blocks.js";
import { plainWords, shorten } from "../words/tokens.js";
import { blockChanges, changedTexts, sides, type BlockStates } from "./block-changes.js";
import { statesOf } from "../match/pairing.js";
import { arrow, lineDetail, plain, textDetails, type Detail, type Span } from "./description.js";
import { counting, onlyPlaced, type Kind, type KindContext } from "./kind.js";
import { base, status, textStates, texts, wasAndIs, type DeepReadonly } from "../shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("claim"),
  verdict: z.strictObject(wasAndIs(model.shape.verdict)).optional(),
  verdictWords: textStates.optional(),
  parts: z.array(z.strictObject({ status, reads: z.string(), ...wasAndIs(claimPart.shape.status), texts })),
  texts,
  chapter: textStates.optional(),
});
/** `verdictWords` is the verdict as printed on the card, with how much was tested; a part `reads` its statement. */
type ClaimChange = DeepReadonly<z.infer<typeof schema>>;
type Part = ClaimChange["parts"][number];

export const claim: Kind<ClaimChange> = {
  schema,
  nouns: ["claim", "claims"],
  compare: (context) =>
    blockChanges(context, ["claim"], (states) => {
      const { before, after, later, report, texts } = states;
      const parts = changedParts(states, context);
      const from = before && verdictText(before);
      const to = after && verdictText(after);
      const hasOtherVerdict = before?.verdict !== after?.verdict;
      const isElsewhere = before && after && before.chapter !== after.chapter;
      return {
        differs: hasOtherVerdict || from !== to || texts.length + parts.length > 0 || isElsewhere === true,
        facts: () => ({
          kind: "claim" as const,
          title: shorten(plainWords(later.statement, report), 140),
          ...(hasOtherVerdict && { verdict: sides(before?.verdict, after?.verdict) }),
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
      ...(change.chapter
        ? [lineDetail(arrow(change.chapter.was, change.chapter.is), "leads to chapter")]
        : []),
    ],
  }),
  weigh: (change) => {
    if (change.verdict !== undefined) return { rank: 0, size: 1 };
    if (change.parts.some(({ was, is }) => was !== is)) return { rank: 1, size: change.parts.length };
    // The verdict applies to a different text.
    if (change.texts.some(({ field }) => field === "statement")) return { rank: 1, size: 0 };
    const isOther = change.texts.length + change.parts.length > 0 || change.chapter !== undefined;
    return isOther ? { rank: 7, size: 0 } : onlyPlaced;
  },
  presence: 12,
  isFirst: () => true,
  // The summary begins with the verdicts that flipped.
  headline: counting([
    "edited",
    "claim",
    ({ verdict, texts, parts }) => verdict === undefined && texts.length + parts.length > 0,
  ]),
  role: "block",
  gates: { verdict: (change) => change.verdict !== undefined },
};

function isFlip({ status, verdict }: ClaimChange): boolean {
  return status === "changed" && verdict !== undefined;
}

type Claim = BlockOf<"claim">;

function verdictText(claim: Claim): string {
  const { sign, word } = verdictSign(claim);
  return `${sign} ${word}`;
}

function changedParts({ before, after }: BlockStates<Claim>, context: KindContext): readonly Part[] {
  if (before === undefined || after === undefined) return [];
  return statesOf(pairParts({ before, after })).flatMap((states): readonly Part[] => {
    const was = states.before?.status;
    const is = states.after?.status;
    const texts = changedTexts(states, partFields, context);
    if (was === is && texts.length === 0) return [];
    const reads = plainWords(states.later.reads, context[states.side]);
    return [{ status: states.status, reads, ...sides(was, is), texts }];
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
