import type { FigureBlock, Report } from "../../../model/report.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import type { Draw, Drawing } from "./draw.js";
import { interactiveSpec, type InteractiveSpec } from "./interactive.js";
import { finishSvg, type FinishRequest } from "./finish.js";
import { standaloneSvg, type StandaloneText } from "./standalone.js";
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

const drawingWidths = { wide: 680, narrow: 340 } as const;

export async function renderFigure(figure: FigureBlock, report: Report, draw: Draw): Promise<FigureDrawings> {
  const { id, spec } = figure;
  const name = safeName(id);
  const text = (prose: FigureBlock["alt"] | undefined) => proseText(prose ?? [], report);
  const title = text(figure.title) === "" ? `Figure ${figure.number}` : text(figure.title);
  const description = text(figure.alt);
  const page = (size: "wide" | "narrow") =>
    draw({ id, spec, width: drawingWidths[size], font: figureFonts.page });
  const [wide, narrow] = [await page("wide"), await page("narrow")];
  const finish = (drawing: Drawing, prefix: string) =>
    finishedDrawing(drawing, { id, prefix, title, description, colours: "scheme" });
  const drawn = await draw({ id, spec, width: drawingWidths.wide, font: figureFonts.file });
  const file = finishedDrawing(
    drawn,
    { id, prefix: name, title, description, colours: "fixed" },
    {
      title: text(figure.title),
      subtitle: text(figure.subtitle),
      source: text(figure.source) === "" ? "" : `Source: ${withoutLinks(text(figure.source))}`,
    },
  );
  return {
    wide: finish(wide, `${name}-wide`),
    narrow: finish(narrow, `${name}-narrow`),
    file,
    interactive: interactiveSpec(wide.vega, narrow.vega),
  };
}

/** A figure that did not change has the same drawing, as an object, in the next build of a preview. */
const finished = new WeakMap<Drawing, Map<string, Finished>>();

interface Finished {
  readonly asked: string;
  readonly svg: string;
}

function finishedDrawing(drawing: Drawing, request: FinishRequest, alone?: StandaloneText): string {
  const places = finished.get(drawing) ?? new Map<string, Finished>();
  finished.set(drawing, places);
  const place = `${request.colours} ${request.prefix}`;
  const asked = JSON.stringify([request, alone]);
  const before = places.get(place);
  if (before?.asked === asked) return before.svg;
  const svg = finishSvg(alone === undefined ? drawing.svg : standaloneSvg(drawing.svg, alone), request);
  places.set(place, { asked, svg });
  return svg;
}

/** A drawing's text has no markup: of a link its words stay. */
function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}
