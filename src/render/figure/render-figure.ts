import type { FigureBlock, Report } from "../../model/report.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import type { Draw } from "./draw.js";
import { interactiveSpec, type InteractiveSpec } from "./interactive.js";
import { finishSvg } from "./finish.js";
import { standaloneSvg } from "./standalone.js";
import { figureFonts } from "./theme.js";

/** Two drawings, chosen by the width of the screen. */
interface PageDrawings {
  readonly wide: string;
  readonly narrow: string;
}

/** The drawings of a figure: for its chapter, for the first page if that shows it too, and one that stands alone. */
export interface FigureDrawings extends PageDrawings {
  readonly opening?: PageDrawings;
  readonly file: string;
  readonly interactive: InteractiveSpec;
}

const drawingWidths = { wide: 680, narrow: 340 } as const;

/** Where a page shows a figure: in its chapter alone, or among those of the first page as well. */
export type FigurePlaces = "chapter" | "opening and chapter";

export async function renderFigure(
  figure: FigureBlock,
  report: Report,
  places: FigurePlaces,
  draw: Draw,
): Promise<FigureDrawings> {
  const { id, spec } = figure;
  const name = safeName(id);
  const text = (prose: FigureBlock["alt"] | undefined) => proseText(prose ?? [], report);
  const title = text(figure.title) === "" ? `Figure ${figure.number}` : text(figure.title);
  const description = text(figure.alt);
  const page = (size: "wide" | "narrow") =>
    draw({ id, spec, width: drawingWidths[size], font: figureFonts.page });
  const [wide, narrow] = [await page("wide"), await page("narrow")];
  const finish = (svg: string, prefix: string) =>
    finishSvg(svg, { id, prefix, title, description, colours: "scheme" });
  const both = (before: string): PageDrawings => ({
    wide: finish(wide.svg, `${before}${name}-wide`),
    narrow: finish(narrow.svg, `${before}${name}-narrow`),
  });
  const drawn = await draw({ id, spec, width: drawingWidths.wide, font: figureFonts.file });
  const file = finishSvg(
    standaloneSvg(drawn.svg, {
      title: text(figure.title),
      subtitle: text(figure.subtitle),
      source: text(figure.source) === "" ? "" : `Source: ${withoutLinks(text(figure.source))}`,
    }),
    { id, prefix: name, title, description, colours: "fixed" },
  );
  return {
    ...both(""),
    ...(places === "opening and chapter" && { opening: both("opening-") }),
    file,
    interactive: interactiveSpec(wide.vega, narrow.vega),
  };
}

/** A drawing's text has no markup: of a link its words stay. */
function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}
