import { sha256 } from "../../lib/hash.js";
import { allOf } from "../../model/errors.js";
import type { Block, FigureBlock, ImageBlock, Report } from "../../model/report.js";
import { writeStoredReport } from "../report/stored-report.js";
import type { Draw } from "./figure/draw.js";
import { rowsToCsv, specText } from "./figure/file-text.js";
import { figureFiles, imageFile } from "./names.js";
import { drawFigures, type Drawings } from "./figure/render-figure.js";
import { drawPreview, previewFile } from "./link-preview.js";
import { pageHtml } from "./html/page.js";
import { renderParts } from "./html/parts.js";
import { sanitizeSvg } from "./html/sanitize.js";
import { pageMarkdown } from "./markdown/page.js";
import { siteFiles } from "./site/site.js";

/** A file of the output folder; the path is relative to it, with forward slashes. */
export interface RenderedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** An executed notebook in stored form, as `storedNotebook` of src/engine/report makes it. */
export interface NotebookFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Every file of the output folder, report.json last; refused if a figure cannot be drawn. The same report gives the same
 * bytes on every machine, if `draw` gives what `drawFigure` would.
 */
export async function renderBriefing(
  report: Report,
  notebooks: readonly NotebookFile[],
  { draw, site = "omit", onWarning }: RenderSettings = {},
): Promise<readonly RenderedFile[]> {
  const { drawings, faults } = await drawFigures(report, draw, onWarning);
  const [fault, ...others] = faults.values();
  if (fault !== undefined) throw allOf([fault, ...others]);
  const preview = await drawPreview(report, drawings);
  return briefingFiles(report, notebooks, drawings, {
    site,
    ...(preview !== undefined && { preview }),
  });
}

interface RenderSettings {
  readonly draw?: Draw;
  /** Whether the site is written beside the page; "omit" if not said. */
  readonly site?: "write" | "omit";
  /** Hears what a person should look at. */
  readonly onWarning?: (warning: string) => void;
}

/** The same of figures that are drawn; `preview` is the picture beside a link to the page. */
export function briefingFiles(
  report: Report,
  notebooks: readonly NotebookFile[],
  drawings: Drawings,
  { site = "omit", preview }: Pick<RenderSettings, "site"> & { readonly preview?: Uint8Array } = {},
): readonly RenderedFile[] {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const parts = renderParts(report, drawings);
  const files: RenderedFile[] = [
    { path: "briefing.md", content: pageMarkdown(report) },
    { path: "briefing.html", content: pageHtml(parts) },
    ...(site === "write" ? siteFiles(parts) : []),
    ...blocks.flatMap((block) => (block.kind === "figure" ? filesOfFigure(block, drawings) : [])),
    ...blocks.flatMap(picturesOf).map((picture) => ({
      path: imageFile(picture),
      content:
        picture.mediaType === "image/svg+xml"
          ? sanitizeSvg(picture.data)
          : Buffer.from(picture.data, "base64"),
    })),
    ...(preview === undefined ? [] : [{ path: previewFile, content: preview }]),
    ...notebooks.map(({ path, text }) => ({ path, content: text })),
  ];
  const hashes = Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)]));
  const json = writeStoredReport(report, hashes, { figure: figureFiles, picture: imageFile });
  return [...files, { path: "report.json", content: json }];
}

function filesOfFigure(figure: FigureBlock, drawings: Drawings): readonly RenderedFile[] {
  const { svg, spec, data } = figureFiles(figure);
  return [
    { path: svg, content: drawings.get(figure.id)?.file ?? "" },
    { path: spec, content: specText(figure.spec) },
    { path: data, content: rowsToCsv(figure.data) },
  ];
}

function picturesOf(block: Block): readonly Pick<ImageBlock, "id" | "mediaType" | "data">[] {
  if (block.kind === "image") return [block];
  return block.kind === "prose" ? (block.attachments ?? []) : [];
}
