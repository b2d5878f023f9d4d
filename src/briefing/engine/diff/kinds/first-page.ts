import * as z from "zod";
import { partId, type FirstPagePart } from "../match/blocks.js";
import { compareTokens, type TextContext } from "../match/compare-texts.js";
import { comparedTokens, plainWords, shorten } from "../words/tokens.js";
import { frameOf, locateSection, sides } from "./block-changes.js";
import { arrow, lineDetail, sentenceDetail, wordsDetails, type Detail } from "./description.js";
import { onlyPlaced, type Draft, type Kind } from "./kind.js";
import { base, runs, textStates, type DeepReadonly, type TextRun, status } from "../shapes.js";
import { pairFirstPages } from "../match/pair-blocks.js";
import { movedItems, statesOf, type States } from "../match/pairing.js";

const partName = z.enum([
  "headline",
  "subject",
  "data-date",
  "lead",
  "finding",
  "unknown",
  "newer",
  "claims",
]);
const part = z.strictObject({
  part: partName,
  id: z.string().describe("id of its change: the name of the part, or for a finding its chapter"),
  chapter: z.string().optional().describe("title of the chapter with the finding"),
  status: z.enum([...status.options, "same"]),
  moved: z.literal(true).optional(),
  runs,
  figure: textStates.optional().describe("ids, if the part is a figure"),
});
/** The headline first, then in the order of the later page; removed parts keep their place. */
export const firstPageParts = z.array(part);
type FirstPageParts = DeepReadonly<z.infer<typeof firstPageParts>>;
type Part = FirstPageParts[number];

export const partWords: Readonly<Record<Part["part"], string>> = {
  subject: "subject",
  headline: "headline",
  "data-date": "date of the data",
  lead: "lead figure",
  finding: "finding",
  unknown: "what is not known",
  newer: "what is newer",
  claims: "figure of the claims",
};

const schema = z.strictObject({
  ...base,
  kind: z.literal("first-page"),
  part: partName,
  runs,
  figure: textStates.optional(),
});
/** Its id is the name of the part, or for a finding the id of the chapter. */
type FirstPageChange = DeepReadonly<z.infer<typeof schema>>;

export const firstPage: Kind<FirstPageChange> = {
  schema,
  nouns: ["part of the first page", "parts of the first page"],
  compare: (context) =>
    firstPageStates(context).flatMap(
      ({ part, states, title, differs }): readonly Draft<FirstPageChange>[] => {
        const { status } = states;
        const { id, runs, figure, moved } = part;
        const isChanged = status === "changed";
        const hasOtherFigure = figure?.was !== figure?.is;
        // A changed value has its own entry.
        if (isChanged && !differs && !hasOtherFigure && !moved) return [];
        return [
          {
            kind: "first-page",
            id,
            part: part.part,
            title,
            ...frameOf(states, (each, side) => locatePart(each, context[side])),
            ...(moved && { moved }),
            runs: isChanged && differs ? runs : [],
            ...(isChanged && hasOtherFigure && { figure }),
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
  weigh: ({ id, runs, figure }) => {
    if (runs.length === 0) return figure === undefined ? onlyPlaced : { rank: 1, size: 1 };
    return id === "headline" ? { rank: 0, size: 3 } : { rank: 1, size: 0 };
  },
  presence: 8,
  isFirst: () => true,
  headline: "changed",
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

function locatePart({ section: id }: FirstPagePart, report: Parameters<typeof locateSection>[1]) {
  const section = report.sections.find((each) => each.id === id);
  return section && locateSection(section, report);
}

/** Both first pages part by part, the headline first. */
function firstPageStates(context: TextContext) {
  const paired = pairFirstPages(context);
  const moved = new Set(movedItems(paired.pairs, ({ index }) => index));
  const place = ({ later }: States<FirstPagePart>) => (later.name === "headline" ? -1 : later.index);
  return statesOf(paired)
    .toSorted((a, b) => place(a) - place(b))
    .map((states) => {
      const { before, after, later, side } = states;
      const { runs, differs } = compareTokens(
        comparedTokens(before?.text ?? [], context.before),
        comparedTokens(after?.text ?? [], context.after),
      );
      const section = context[side].sections.find(({ id }) => id === later.section);
      const hasMoved = moved.has(later);
      const isSame = runs.every(isKept) && before?.figure === after?.figure && !hasMoved;
      const part: Part = {
        part: later.name,
        id: partId(later),
        ...(section && { chapter: plainWords(section.title, context[side]) }),
        status: states.status === "changed" && isSame ? "same" : states.status,
        ...(hasMoved && { moved: true as const }),
        runs,
        ...(later.figure !== undefined && { figure: sides(before?.figure, after?.figure) }),
      };
      return {
        states,
        part,
        differs,
        title: later.figure ?? shorten(plainWords(later.text, context[side]), 140),
      };
    });
}

export const compareFirstPages = (context: TextContext): FirstPageParts =>
  firstPageStates(context).map(({ part }) => part);

/** In texts shorter than this, changed words are easy to spot. */
const short = 100;

/** Whether hardly a word is left: two texts are then easier to read than one merged text. */
export function isRewritten(runs: readonly TextRun[]): boolean {
  const length = (of: readonly TextRun[]) =>
    of.reduce((sum, run) => sum + ("text" in run ? run.text.length : 0), 0);
  const all = length(runs);
  return all > short && length(runs.filter(({ kind }) => kind === "same")) < all / 2;
}

const isKept = (run: TextRun): boolean => run.kind === "same" || (run.kind === "value" && run.was === run.is);
