import * as z from "zod";
import { partId, type FirstPagePart } from "../match/blocks.js";
import { compareTexts } from "../words/compare-texts.js";
import { plainWords, shorten } from "../words/tokens.js";
import { frameOf, locateSection, sides } from "./block-changes.js";
import { arrow, lineDetail, sentenceDetail, wordsDetails, type Detail } from "./description.js";
import { firstPageStates, isRewritten, partName, partWords } from "./first-page-parts.js";
import { onlyPlaced, type Draft, type Kind } from "./kind.js";
import { base, runs, textStates, type DeepReadonly, type TextRun } from "./shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("first-page"),
  part: partName,
  runs,
  figure: textStates.optional(),
});
/** Its id is its part's name, of a finding that of its chapter. */
type FirstPageChange = DeepReadonly<z.infer<typeof schema>>;

export const firstPage: Kind<FirstPageChange> = {
  schema,
  nouns: ["part of the first page", "parts of the first page"],
  compare: (context) =>
    firstPageStates({ ...context, laterSection: context.matching.laterSection }).flatMap(
      (states): readonly Draft<FirstPageChange>[] => {
        const { before, after, later, side, status, hasMoved, hasOtherFigure } = states;
        const { differs, runs } = compareTexts(before?.text ?? [], after?.text ?? [], context);
        const isChanged = status === "changed";
        if (isChanged && !differs && !hasOtherFigure && !hasMoved) return [];
        return [
          {
            kind: "first-page",
            id: partId(later),
            part: later.name,
            title: later.figure ?? shorten(plainWords(later.text, context[side]), 140),
            ...frameOf(states, (part, side) => placeOf(part, context[side])),
            ...(hasMoved && { moved: true as const }),
            runs: isChanged && differs ? runs : [],
            ...(isChanged && hasOtherFigure && { figure: sides(before?.figure, after?.figure) }),
          },
        ];
      },
    ),
  describe: ({ part, status, runs, figure, moved }) => ({
    label: `First page: ${partWords[part]}${status === "changed" ? "" : ` ${status}`}`,
    ...(status === "changed" && runs.length > 0 && { title: "" }),
    details: [
      ...(isRewritten(runs) ? statesDetails(runs) : wordsDetails(runs)),
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

function statesDetails(runs: readonly TextRun[]): readonly Detail[] {
  const text = (gone: "removed" | "added", side: "was" | "is") =>
    runs
      .map((run) => (run.kind === "value" ? run[side] : run.kind === gone ? "" : run.text))
      .join("")
      .trim();
  return [
    lineDetail([{ text: text("added", "was"), mark: "removed" }], "before"),
    lineDetail([{ text: text("removed", "is"), mark: "added" }], "after"),
  ];
}

function placeOf({ section: id }: FirstPagePart, report: Parameters<typeof locateSection>[1]) {
  const section = report.sections.find((each) => each.id === id);
  return section && locateSection(section, report);
}
