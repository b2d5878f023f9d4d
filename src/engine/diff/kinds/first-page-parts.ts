/** What a reader sees first, before and after: each part with the words and numbers of it that differ. */
import * as z from "zod";
import { partId, type FirstPagePart } from "../match/blocks.js";
import { pairFirstPages } from "../match/pair-blocks.js";
import { movedPairs } from "../match/pairing.js";
import { compareTokens, type TextContext } from "../words/compare-texts.js";
import { plainWords, tokensOf } from "../words/tokens.js";
import { sides } from "./block-changes.js";
import { statesOf, type States } from "../match/pairing.js";
import { runs, status, textStates, type DeepReadonly, type TextRun } from "./shapes.js";

export const partName = z.enum(["headline", "data-date", "lead", "finding", "unknown", "claims"]);
const part = z.strictObject({
  part: partName,
  id: z.string().describe("that of its change: the part's name, of a finding its chapter"),
  chapter: z.string().optional().describe("title of the chapter that found it"),
  status: z.enum([...status.options, "same"]),
  moved: z.literal(true).optional(),
  runs,
  figure: textStates.optional().describe("ids, where a figure stands there"),
});
/** The headline first, then in the order of the page after; what is gone where it stood. */
export const firstPageParts = z.array(part);
export type FirstPageParts = DeepReadonly<z.infer<typeof firstPageParts>>;
type Part = FirstPageParts[number];

/** What a reader would call a part. */
export const partWords: Readonly<Record<Part["part"], string>> = {
  headline: "headline",
  "data-date": "date of the data",
  lead: "lead figure",
  finding: "finding",
  unknown: "what is not known",
  claims: "figure of the claims",
};

type FirstPageContext = TextContext & { readonly laterSection: (id: string) => string };

interface PartStates extends States<FirstPagePart> {
  readonly hasMoved: boolean;
  readonly hasOtherFigure: boolean;
}

export function firstPageStates(context: FirstPageContext): readonly PartStates[] {
  const paired = pairFirstPages(context.before, context.after, context.laterSection);
  const placed = paired.pairs.map(({ before, after }) => ({
    before: before.index,
    after: after.index,
    label: [before.section ?? "", after.section ?? ""].sort().join("\n"),
    part: after,
  }));
  const moved = new Set([...movedPairs(placed)].map(({ part }) => part));
  return statesOf(paired).map((states) => {
    const { before, after } = states;
    const former = before?.figure && context.laterTarget(`fig-${before.figure}`);
    const hasOtherFigure = former !== (after?.figure && `fig-${after.figure}`);
    return { ...states, hasMoved: moved.has(states.later), hasOtherFigure };
  });
}

export function compareFirstPages(context: FirstPageContext): FirstPageParts {
  const place = ({ later }: PartStates) => (later.name === "headline" ? -1 : later.index);
  return [...firstPageStates(context)]
    .sort((a, b) => place(a) - place(b))
    .map((states) => {
      const { before, after, later, side, hasMoved, hasOtherFigure } = states;
      const tokens = {
        before: before === undefined ? [] : tokensOf(before.text, context.before, context.laterTarget),
        after: after === undefined ? [] : tokensOf(after.text, context.after),
      };
      const { runs } = compareTokens(tokens.before, tokens.after);
      const section = context[side].sections.find(({ id }) => id === later.section);
      const isSame = runs.every(isKept) && !hasOtherFigure && !hasMoved;
      return {
        part: later.name,
        id: partId(later),
        ...(section && { chapter: plainWords(section.title, context[side]) }),
        status: states.status === "changed" && isSame ? "same" : states.status,
        ...(hasMoved && { moved: true as const }),
        runs,
        ...(later.figure !== undefined && { figure: sides(before?.figure, after?.figure) }),
      };
    });
}

/** Shorter than this, the words that changed are easy to see. */
const short = 100;

/** Whether hardly a word stayed: both texts are easier to read than one made of the two. */
export function isRewritten(runs: readonly TextRun[]): boolean {
  const length = (of: readonly TextRun[]) =>
    of.reduce((sum, run) => sum + ("text" in run ? run.text.length : 0), 0);
  const all = length(runs);
  return all > short && length(runs.filter(({ kind }) => kind === "same")) < all / 2;
}

const isKept = (run: TextRun): boolean => run.kind === "same" || (run.kind === "value" && run.was === run.is);
