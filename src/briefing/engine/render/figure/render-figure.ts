import type { FigureBlock, Report } from "../../../model/report.js";
import { FigureError } from "../errors.js";
import { plainWords } from "../html/markdown.js";
import { labels } from "../labels.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import { drawFigure, type Draw, type Drawing } from "./draw.js";
import { interactiveSpec } from "./interactive.js";
import { finishSvg } from "./finish.js";
import { drawRequests } from "./requests.js";
import { standaloneSvg, type Typeface } from "./standalone.js";
import { figureFonts } from "./theme.js";
import { textWidth } from "../fonts/text-width.js";

/** The drawings of a figure: two for the page, for wide and narrow screens, and a standalone one. */
export type FigureDrawings = Awaited<ReturnType<typeof renderFigure>>;

/** By the figure's id. */
export type Drawings = ReadonlyMap<string, FigureDrawings>;

/** Each is drawn, or has an error. All are requested at once, because drawing may happen in another process. */
export async function drawFigures(
  report: Report,
  draw: Draw = drawFigure,
  onWarning?: (warning: string) => void,
) {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const figures = blocks.filter((block) => block.kind === "figure");
  const drawn = await Promise.all(
    figures.map(async (figure) => {
      try {
        return { id: figure.id, drawings: await renderFigure(figure, report, draw, onWarning) };
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        return { id: figure.id, fault: error };
      }
    }),
  );
  return {
    drawings: new Map(drawn.flatMap((one) => ("drawings" in one ? [[one.id, one.drawings]] : []))),
    faults: new Map(drawn.flatMap((one) => ("fault" in one ? [[one.id, one.fault]] : []))),
  };
}

/** Rejects with a FigureError if the figure cannot be drawn; `onWarning` receives notes on illegible parts. */
export async function renderFigure(
  figure: FigureBlock,
  report: Report,
  draw: Draw,
  onWarning: (warning: string) => void = () => undefined,
) {
  const { id } = figure;
  const name = safeName(id);
  const text = (prose: FigureBlock["alt"] | undefined) => proseText(prose ?? [], report);
  const title = text(figure.title);
  const source = text(figure.source);
  const requests = drawRequests(figure);
  const [wide, narrow, alone] = await Promise.all([
    draw(requests.wide),
    draw(requests.narrow),
    draw(requests.alone),
  ]);
  for (const fault of wide.crowding ?? []) onWarning(`Figure "${id}": ${fault}.`);
  const named = {
    id,
    // Not its number: a figure before it would change the file.
    title: [title, text(figure.caption)].find((words) => words !== "") ?? labels.chart,
    description: text(figure.alt),
  };
  const onPage = ({ svg }: Drawing, size: "wide" | "narrow") =>
    finishSvg(svg, { ...named, prefix: `${name}-${size}`, colours: "scheme" });
  const around = {
    title,
    subtitle: text(figure.subtitle),
    source: source === "" ? "" : `Source: ${plainWords(source)}`,
  };
  const picture = standaloneSvg(alone.svg, around, readersTypeface);
  return {
    wide: onPage(wide, "wide"),
    narrow: onPage(narrow, "narrow"),
    file: finishSvg(picture, { ...named, prefix: name, colours: "fixed" }),
    interactive: interactiveSpec(wide.vega, narrow.vega),
  };
}

/** A picture opened by itself uses the fonts of its reader. */
const readersTypeface: Typeface = {
  family: figureFonts.file,
  widthOf: (text, size, weight) => textWidth(text, "Arial", size, weight),
};
