import * as z from "zod";
import { partId, type FirstPagePart } from "../match/blocks.js";
import { pairFirstPages } from "../match/pair-blocks.js";
import { movedPairs } from "../match/pairing.js";
import { compareTexts } from "../words/compare-texts.js";
import { plainWords, shorten } from "../words/tokens.js";
import { frameOf, locateSection, sides, statesOf } from "./changes.js";
import { arrow, lineDetail, sentenceDetail, wordsDetails, type Detail } from "./description.js";
import { onlyPlaced, type Draft, type Kind } from "./kind.js";
import { base, runs, textStates, type DeepReadonly, type TextRun } from "./shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("first-page"),
  runs,
  figure: textStates.optional(),
});
/** A text of the first page (`headline`, `data-date`, `unknown`), a finding (id of its chapter), `lead` or `claims`. */
type FirstPageChange = DeepReadonly<z.infer<typeof schema>>;

export const firstPage: Kind<FirstPageChange> = {
  schema,
  nouns: ["part of the first page", "parts of the first page"],
  compare: (context) => {
    const { matching } = context;
    const paired = pairFirstPages(context.before, context.after, matching.laterSection);
    const placed = paired.pairs.map(({ before, after }) => ({
      before: before.index,
      after: after.index,
      label: [before.section ?? "", after.section ?? ""].sort().join("\n"),
      part: after,
    }));
    const moved = new Set([...movedPairs(placed)].map(({ part }) => part));
    return statesOf(paired).flatMap((states): readonly Draft<FirstPageChange>[] => {
      const { before, after, later, side, status } = states;
      const { differs, runs } = compareTexts(before?.text ?? [], after?.text ?? [], context);
      const former = before?.figure && matching.laterTarget(`fig-${before.figure}`);
      const hasOtherFigure = former !== (after?.figure && `fig-${after.figure}`);
      const hasMoved = moved.has(later);
      const isChanged = status === "changed";
      if (isChanged && !differs && !hasOtherFigure && !hasMoved) return [];
      return [
        {
          kind: "first-page",
          id: partId(later),
          title: later.figure ?? shorten(plainWords(later.text, context[side]), 140),
          ...frameOf(states, (part, side) => placeOf(part, context[side])),
          ...(hasMoved && { moved: true as const }),
          runs: isChanged && differs ? runs : [],
          ...(isChanged && hasOtherFigure && { figure: sides(before?.figure, after?.figure) }),
        },
      ];
    });
  },
  describe: ({ status, runs, figure, moved }) => ({
    ...(status === "changed" && runs.length > 0 && { title: "" }),
    details: [
      ...(isNew(runs) ? statesDetails(runs) : wordsDetails(runs)),
      ...(figure === undefined ? [] : [lineDetail(arrow(figure.was, figure.is), "figure")]),
      ...(moved === true ? [sentenceDetail("It moved to another place among the findings.")] : []),
    ],
  }),
  weigh: ({ id, runs }) =>
    runs.length === 0 ? onlyPlaced : id === "headline" ? { rank: 0, size: 2 } : { rank: 1, size: 0 },
  presence: 8,
  headline: "changed",
  role: "other",
  isText: true,
};

/** Shorter than this, the words that changed are easy to see. */
const short = 100;

/** Whether hardly a word stayed: both texts are easier to read than one made of the two. */
function isNew(runs: readonly TextRun[]): boolean {
  const length = (of: readonly TextRun[]) =>
    of.reduce((sum, run) => sum + ("text" in run ? run.text.length : 0), 0);
  const all = length(runs);
  return all > short && length(runs.filter(({ kind }) => kind === "same")) < all / 2;
}

function statesDetails(runs: readonly TextRun[]): readonly Detail[] {
  const text = (gone: "removed" | "added", side: "was" | "is") =>
    runs
      .map((run) => (run.kind === "value" ? run[side] : run.kind === gone ? "" : run.text))
      .join("")
      .trim();
  return [
    lineDetail([{ text: text("added", "was"), mark: "removed" }], "was"),
    lineDetail([{ text: text("removed", "is"), mark: "added" }], "is"),
  ];
}

function placeOf({ section: id }: FirstPagePart, report: Parameters<typeof locateSection>[1]) {
  const section = report.sections.find((each) => each.id === id);
  return section && locateSection(section, report);
}
