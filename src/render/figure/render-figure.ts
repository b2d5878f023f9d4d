import type { FigureBlock, Report } from "../../model/report.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import { drawFigure } from "./draw.js";
import { interactiveSpec, type InteractiveSpec } from "./interactive.js";
import { finishSvg } from "./finish.js";
import { standaloneSvg } from "./standalone.js";
import { figureFonts } from "./theme.js";

/** The drawings of a figure: two for the page, chosen by the width of the screen, and one that stands alone. */
export interface FigureDrawings {
  readonly wide: string;
  readonly narrow: string;
  readonly file: string;
  readonly interactive: InteractiveSpec;
}

const drawingWidths = { wide: 680, narrow: 340 } as const;

export async function renderFigure(figure: FigureBlock, report: Report): Promise<FigureDrawings> {
  const { id, spec } = figure;
  const name = safeName(id);
  const text = (prose: FigureBlock["alt"] | undefined) => proseText(prose ?? [], report);
  const title = text(figure.title) === "" ? `Figure ${figure.number}` : text(figure.title);
  const description = text(figure.alt);
  const page = async (size: "wide" | "narrow") => {
    const drawn = await drawFigure({ id, spec, width: drawingWidths[size], font: figureFonts.page });
    const prefix = `${name}-${size}`;
    const svg = finishSvg(drawn.svg, { id, prefix, title, description, colours: "scheme" });
    return { svg, vega: drawn.vega };
  };
  const wide = await page("wide");
  const narrow = await page("narrow");
  const drawn = await drawFigure({ id, spec, width: drawingWidths.wide, font: figureFonts.file });
  const file = finishSvg(
    standaloneSvg(drawn.svg, {
      title: text(figure.title),
      subtitle: text(figure.subtitle),
      source: text(figure.source) === "" ? "" : `Source: ${withoutLinks(text(figure.source))}`,
    }),
    { id, prefix: name, title, description, colours: "fixed" },
  );
  return { wide: wide.svg, narrow: narrow.svg, file, interactive: interactiveSpec(wide.vega, narrow.vega) };
}

/** A drawing's text has no markup: of a link its words stay. */
function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}
