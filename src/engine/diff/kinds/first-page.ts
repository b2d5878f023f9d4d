import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { type FirstPagePart, firstPagePairs, partId } from "../match/first-page.js";
import { movedPairs } from "../match/pairing.js";
import { compareTexts } from "../words/compare-texts.js";
import { plainWords } from "../words/tokens.js";
import { arrow, lineDetail, wordsDetails } from "./description.js";
import {
  countedPhrase,
  locateSection,
  places,
  shorten,
  sides,
  statusOf,
  type Draft,
  type Kind,
  type KindContext,
} from "./kind.js";
import { base, optionalText, textRun, type Immutable } from "./shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("first-page"),
  runs: z.array(textRun),
  figure: z.strictObject({ was: optionalText, is: optionalText }).optional(),
});
/** A text of the first page (`headline`, `data-date`, `unknown`), a finding (id of its chapter), `lead` or `claims`. */
export type FirstPageChange = Immutable<z.infer<typeof schema>>;

const nouns = ["part of the first page", "parts of the first page"] as const;

export const firstPage: Kind<FirstPageChange> = {
  schema,
  nouns,
  compare: (context) => {
    const { pairs, removed, added } = firstPagePairs(context.before, context.after, context.matching);
    const moved = new Set(
      [
        ...movedPairs(
          pairs.map(({ before, after }) => ({
            before: before.index,
            after: after.index,
            label: [before.section ?? "", after.section ?? ""].sort().join("\n"),
            part: after,
          })),
        ),
      ].map(({ part }) => part),
    );
    const draft = (before: FirstPagePart | undefined, after: FirstPagePart | undefined) =>
      comparePart(before, after, context, after !== undefined && moved.has(after) ? "moved" : "stayed") ?? [];
    return [
      ...pairs.flatMap(({ before, after }) => draft(before, after)),
      ...removed.flatMap((part) => draft(part, undefined)),
      ...added.flatMap((part) => draft(undefined, part)),
    ];
  },
  describe: ({ status, runs, figure, moved }) => ({
    ...(status === "changed" && runs.length > 0 && { title: "" }),
    details: [
      ...wordsDetails(runs),
      ...(figure === undefined ? [] : [lineDetail(arrow(figure.was, figure.is), "figure")]),
      ...(moved === true
        ? [lineDetail([{ text: "it stands at another place among the findings" }], "moved")]
        : []),
    ],
  }),
  weigh: ({ runs }) => ({ rank: runs.length > 0 ? 7 : 11, size: 0 }),
  weightOfPresence: 8,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(changes.filter(({ status }) => status === "changed").length, "changed", ...nouns),
  }),
  role: "other",
  isWritten: () => true,
  isText: true,
};

function comparePart(
  before: FirstPagePart | undefined,
  after: FirstPagePart | undefined,
  context: KindContext,
  place: "moved" | "stayed",
): Draft<FirstPageChange> | undefined {
  const later = after ?? before;
  if (later === undefined) return undefined;
  const { differs, runs } = compareTexts(before?.text ?? [], after?.text ?? [], context);
  const hasOtherFigure =
    before !== undefined && after !== undefined && laterFigure(before.figure, context) !== after.figure;
  if (before && after && !differs && !hasOtherFigure && place === "stayed") return undefined;
  const id = partId(later);
  const words = plainWords(later.text, after === undefined ? context.before : context.after);
  return {
    kind: "first-page",
    key: `first-page:${id}`,
    status: statusOf(before, after),
    id,
    title: later.figure ?? shorten(words, 140),
    ...places(placeOf(before, context.before), placeOf(after, context.after)),
    ...(place === "moved" && { moved: true as const }),
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
