import type { AnswerChange } from "../contract.js";
import type { StoredReport } from "../../report/stored-report.js";
import { answerPairs, type PlacedAnswer } from "../pair/answers.js";
import { movedPairs } from "../pair/moves.js";
import { compareTexts } from "../words/compare-fields.js";
import { plainWords } from "../words/tokens.js";
import { locateSection, shorten, statusOf, type KindContext } from "./context.js";

type AnswerDraft = Omit<AnswerChange, "why">;

/** The headline and the answers of the chapters on the first page: their words, figures and order. */
export function compareAnswers(context: KindContext): readonly AnswerDraft[] {
  const { pairs, removed, added } = answerPairs(context.was, context.is, context.matching);
  const moved = new Set(
    [
      ...movedPairs(
        pairs.map(({ was, is }) => ({
          was: was.index,
          is: is.index,
          label: [was.section ?? "", is.section ?? ""].sort().join("\n"),
          answer: is,
        })),
      ),
    ].map(({ answer }) => answer),
  );
  return [
    ...pairs.flatMap(({ was, is }) => draft(was, is, context, moved.has(is) ? "moved" : "stayed") ?? []),
    ...removed.flatMap((was) => draft(was, undefined, context, "stayed") ?? []),
    ...added.flatMap((is) => draft(undefined, is, context, "stayed") ?? []),
  ];
}

function draft(
  was: PlacedAnswer | undefined,
  is: PlacedAnswer | undefined,
  context: KindContext,
  place: "moved" | "stayed",
): AnswerDraft | undefined {
  const later = is ?? was;
  if (later === undefined) return undefined;
  const { differs, runs } = compareTexts(was?.text ?? [], is?.text ?? [], context);
  const figure = was?.figure === undefined ? undefined : laterFigure(was.figure, context);
  const sameFigure = was === undefined || is === undefined || figure === is.figure;
  if (was && is && !differs && sameFigure && place === "stayed") return undefined;
  const id = later.section ?? "headline";
  return {
    kind: "answer",
    key: `answer:${id}`,
    status: statusOf(was, is),
    id,
    title: shorten(plainWords(later.text, is === undefined ? context.was : context.is), 140),
    ...locations(was, is, context),
    ...(place === "moved" && { moved: true as const }),
    runs: was && is && differs ? runs : [],
    ...(!sameFigure && {
      figure: {
        ...(was.figure === undefined ? {} : { was: was.figure }),
        ...(is.figure === undefined ? {} : { is: is.figure }),
      },
    }),
  };
}

function laterFigure(id: string, { matching }: KindContext): string {
  return (
    matching.named.pairs.find(({ was: { block } }) => block.kind === "figure" && block.id === id)?.is.block
      .id ?? id
  );
}

function locations(was: PlacedAnswer | undefined, is: PlacedAnswer | undefined, context: KindContext) {
  const at = (answer: PlacedAnswer | undefined, report: StoredReport) => {
    const section = report.sections.find(({ id }) => id === answer?.section);
    return section && locateSection(section, report);
  };
  const [before, after] = [at(was, context.was), at(is, context.is)];
  return { ...(before && { before }), ...(after && { after }) };
}
