import type { FirstPageChange } from "../contract.js";
import type { StoredReport } from "../../report/stored-report.js";
import { type FirstPagePart, firstPagePairs, partId } from "../pair/first-page.js";
import { movedPairs } from "../pair/moves.js";
import { compareTexts } from "../words/compare-fields.js";
import { plainWords } from "../words/tokens.js";
import { locateSection, shorten, statusOf, type KindContext } from "./context.js";

type FirstPageDraft = Omit<FirstPageChange, "why">;

/** What the first page says: its words, its figures and the order of its findings. */
export function compareFirstPages(context: KindContext): readonly FirstPageDraft[] {
  const { pairs, removed, added } = firstPagePairs(context.was, context.is, context.matching);
  const moved = new Set(
    [
      ...movedPairs(
        pairs.map(({ was, is }) => ({
          was: was.index,
          is: is.index,
          label: [was.section ?? "", is.section ?? ""].sort().join("\n"),
          part: is,
        })),
      ),
    ].map(({ part }) => part),
  );
  return [
    ...pairs.flatMap(({ was, is }) => draft(was, is, context, moved.has(is) ? "moved" : "stayed") ?? []),
    ...removed.flatMap((was) => draft(was, undefined, context, "stayed") ?? []),
    ...added.flatMap((is) => draft(undefined, is, context, "stayed") ?? []),
  ];
}

function draft(
  was: FirstPagePart | undefined,
  is: FirstPagePart | undefined,
  context: KindContext,
  place: "moved" | "stayed",
): FirstPageDraft | undefined {
  const later = is ?? was;
  if (later === undefined) return undefined;
  const { differs, runs } = compareTexts(was?.text ?? [], is?.text ?? [], context);
  const figure = was?.figure === undefined ? undefined : laterFigure(was.figure, context);
  const sameFigure = was === undefined || is === undefined || figure === is.figure;
  if (was && is && !differs && sameFigure && place === "stayed") return undefined;
  const id = partId(later);
  return {
    kind: "first-page",
    key: `first-page:${id}`,
    status: statusOf(was, is),
    id,
    title: later.figure ?? shorten(plainWords(later.text, is === undefined ? context.was : context.is), 140),
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

function locations(was: FirstPagePart | undefined, is: FirstPagePart | undefined, context: KindContext) {
  const at = (part: FirstPagePart | undefined, report: StoredReport) => {
    const section = report.sections.find(({ id }) => id === part?.section);
    return section && locateSection(section, report);
  };
  const [before, after] = [at(was, context.was), at(is, context.is)];
  return { ...(before && { before }), ...(after && { after }) };
}
