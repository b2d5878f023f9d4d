import type { FigureBlock, Report } from "../../../model/report.js";
import { FigureError } from "../errors.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import { drawFigure, type Draw, type Drawing } from "./draw.js";
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

/** By the figure's id. */
export type Drawings = ReadonlyMap<string, FigureDrawings>;

/** What became of the figures of a report: each is drawn, or cannot be and says why. */
interface DrawnFigures {
  readonly drawings: Drawings;
  readonly faults: ReadonlyMap<string, FigureError>;
}

const widths = { wide: 680, narrow: 340 } as const;

export async function drawFigures(report: Report, draw: Draw = drawFigure): Promise<DrawnFigures> {
  const drawings = new Map<string, FigureDrawings>();
  const faults = new Map<string, FigureError>();
  for (const block of report.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== "figure") continue;
    try {
      drawings.set(block.id, await renderFigure(block, report, draw));
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      faults.set(block.id, error);
    }
  }
  return { drawings, faults };
}

/** Rejects with a FigureError where the figure cannot be drawn. */
export async function renderFigure(figure: FigureBlock, report: Report, draw: Draw): Promise<FigureDrawings> {
  const { id, spec } = figure;
  const name = safeName(id);
  const text = (prose: FigureBlock["alt"] | undefined) => proseText(prose ?? [], report);
  const [title, source] = [text(figure.title), text(figure.source)];
  const wide = await draw({ id, spec, width: widths.wide, font: figureFonts.page });
  const narrow = await draw({ id, spec, width: widths.narrow, font: figureFonts.page });
  const alone = await draw({ id, spec, width: widths.wide, font: figureFonts.file });
  const named = {
    id,
    title: title === "" ? `Figure ${figure.number}` : title,
    description: text(figure.alt),
  };
  const onPage = ({ svg }: Drawing, size: keyof typeof widths) =>
    finishSvg(svg, { ...named, prefix: `${name}-${size}`, colours: "scheme" });
  const picture = standaloneSvg(alone.svg, {
    title,
    subtitle: text(figure.subtitle),
    source: source === "" ? "" : `Source: ${withoutLinks(source)}`,
  });
  return {
    wide: onPage(wide, "wide"),
    narrow: onPage(narrow, "narrow"),
    file: finishSvg(picture, { ...named, prefix: name, colours: "fixed" }),
    interactive: interactiveSpec(wide.vega, narrow.vega),
  };
}

/** A drawing's text has no markup: of a link its words stay. */
function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}
