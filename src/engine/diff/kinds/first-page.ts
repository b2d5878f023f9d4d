import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { firstPagePairs, partId, type FirstPagePart } from "../match/first-page.js";
import { movedPairs } from "../match/pairing.js";
import { compareTexts } from "../words/compare-texts.js";
import { shorten } from "../words/phrases.js";
import { plainWords } from "../words/tokens.js";
import { eachOf, locateSection, places, sides, statusOf } from "./changes.js";
import { arrow, lineDetail, sentenceDetail, wordsDetails } from "./description.js";
import { onlyPlaced, type Draft, type Kind, type KindContext } from "./kind.js";
import { base, optionalText, textRun, type Immutable } from "./shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("first-page"),
  runs: z.array(textRun),
  figure: z.strictObject({ was: optionalText, is: optionalText }).optional(),
});
/** A text of the first page (`headline`, `data-date`, `unknown`), a finding (id of its chapter), `lead` or `claims`. */
export type FirstPageChange = Immutable<z.infer<typeof schema>>;

export const firstPage: Kind<FirstPageChange> = {
  schema,
  nouns: ["part of the first page", "parts of the first page"],
  compare: (context) => {
    const paired = firstPagePairs(context.before, context.after, context.matching);
    const placed = paired.pairs.map(({ before, after }) => ({
      before: before.index,
      after: after.index,
      label: [before.section ?? "", after.section ?? ""].sort().join("\n"),
      part: after,
    }));
    const moved = new Set([...movedPairs(placed)].map(({ part }) => part));
    return eachOf(paired).flatMap(({ before, after }) => comparePart(before, after, moved, context) ?? []);
  },
  describe: ({ status, runs, figure, moved }) => ({
    ...(status === "changed" && runs.length > 0 && { title: "" }),
    details: [
      ...wordsDetails(runs),
      ...(figure === undefined ? [] : [lineDetail(arrow(figure.was, figure.is), "figure")]),
      ...(moved === true ? [sentenceDetail("It moved to another place among the findings.")] : []),
    ],
  }),
  weigh: ({ runs }) => (runs.length > 0 ? { rank: 7, size: 0 } : onlyPlaced),
  presence: 8,
  headline: "changed",
  role: "other",
  isText: true,
};

function comparePart(
  before: FirstPagePart | undefined,
  after: FirstPagePart | undefined,
  moved: ReadonlySet<FirstPagePart>,
  context: KindContext,
): Draft<FirstPageChange> | undefined {
  const later = after ?? before;
  if (later === undefined) return undefined;
  const { differs, runs } = compareTexts(before?.text ?? [], after?.text ?? [], context);
  const hasOtherFigure = before && after && laterFigure(before.figure, context) !== after.figure;
  const hasMoved = moved.has(later);
  if (before && after && !differs && !hasOtherFigure && !hasMoved) return undefined;
  const id = partId(later);
  const words = plainWords(later.text, after === undefined ? context.before : context.after);
  return {
    kind: "first-page",
    key: `first-page:${id}`,
    status: statusOf(before, after),
    id,
    title: later.figure ?? shorten(words, 140),
    ...places(placeOf(before, context.before), placeOf(after, context.after)),
    ...(hasMoved && { moved: true as const }),
    runs: before && after && differs ? runs : [],
    ...(hasOtherFigure && { figure: sides(before.figure, after.figure) }),
  };
}

function laterFigure(id: string | undefined, { matching }: KindContext): string | undefined {
  const pair = matching.named.pairs.find(
    ({ before: { block } }) => block.kind === "figure" && block.id === id,
  );
  return pair?.after.block.id ?? id;
}

function placeOf(part: FirstPagePart | undefined, report: StoredReport) {
  const section = report.sections.find(({ id }) => id === part?.section);
  return section && locateSection(section, report);
}
