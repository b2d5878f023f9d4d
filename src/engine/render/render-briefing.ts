import { sha256 } from "../../lib/hash.js";
import { allOf } from "../../model/errors.js";
import type { FigureBlock, ImageBlock, Report } from "../../model/report.js";
import { writeStoredReport } from "../report/stored-report.js";
import type { NotebookFile, RenderedFile } from "./contract.js";
import { rowsToCsv } from "./csv.js";
import { FigureError } from "./errors.js";
import { drawFigure, type Draw } from "./figure/draw.js";
import { figureFiles, imageFile } from "./figure/files.js";
import { renderFigure, type FigureDrawings } from "./figure/render-figure.js";
import { specFile } from "./figure/spec-file.js";
import { pageHtml } from "./html/page.js";
import { sanitizeSvg } from "./html/sanitize-svg.js";
import { pageMarkdown } from "./markdown/page.js";

/**
 * Every file of the output folder, report.json last. Pure: the same report gives the same bytes on every machine, if
 * `draw` gives what `drawFigure` would.
 */
export async function renderBriefing(
  report: Report,
  notebooks: readonly NotebookFile[],
  draw: Draw = drawFigure,
): Promise<readonly RenderedFile[]> {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const figures = blocks.filter((block): block is FigureBlock => block.kind === "figure");
  const images = blocks.flatMap((block): readonly Picture[] =>
    block.kind === "image" ? [block] : block.kind === "prose" ? (block.attachments ?? []) : [],
  );
  const drawings = new Map<string, FigureDrawings>();
  const faults: FigureError[] = [];
  for (const figure of figures) {
    try {
      drawings.set(figure.id, await renderFigure(figure, report, draw));
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      faults.push(error);
    }
  }
  const [fault, ...others] = faults;
  if (fault !== undefined) throw allOf([fault, ...others]);
  const files: RenderedFile[] = [
    { path: "briefing.md", content: pageMarkdown(report) },
    { path: "briefing.html", content: pageHtml(report, drawings) },
    ...figures.flatMap((figure) => {
      const { svg, spec, data } = figureFiles(figure);
      return [
        { path: svg, content: drawings.get(figure.id)?.file ?? "" },
        { path: spec, content: specFile(figure) },
        { path: data, content: rowsToCsv(figure.data) },
      ];
    }),
    ...images.map((image) => ({
      path: imageFile(image),
      content:
        image.mediaType === "image/svg+xml" ? sanitizeSvg(image.data) : Buffer.from(image.data, "base64"),
    })),
    ...notebooks.map(({ path, text }) => ({ path, content: text })),
  ];
  const hashes = Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)]));
  const json = writeStoredReport(report, hashes, { figure: figureFiles, picture: imageFile });
  return [...files, { path: "report.json", content: json }];
}

type Picture = Pick<ImageBlock, "id" | "mediaType" | "data">;
