import { sha256 } from "../../lib/hash.js";
import { allOf } from "../../model/errors.js";
import type { Block, FigureBlock, ImageBlock, Report } from "../../model/report.js";
import { writeStoredReport } from "../report/stored-report.js";
import type { SectionAnswers } from "../report/answers.js";
import { drawVariants } from "./answers/variant-figures.js";
import { drawFigure, type Draw } from "./figure/draw.js";
import { rowsToCsv, specText } from "./figure/file-text.js";
import { figureFiles, imageFile } from "./names.js";
import { drawFigures, type Drawings } from "./figure/render-figure.js";
import { drawPreview, previewFile } from "./link-preview.js";
import { pageHtml } from "./html/page.js";
import { renderParts, type Answered } from "./html/parts.js";
import { sanitizeSvg } from "./sanitize.js";
import { pageMarkdown } from "./markdown/page.js";
import { siteFiles } from "./site/site.js";

/** A file of the output folder; its path is relative to the folder, with forward slashes. */
export interface RenderedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** An executed notebook in stored form, from `storedNotebook` of src/engine/report. */
export interface NotebookFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Every file of the output folder, with report.json last; rejects if a figure cannot be drawn. The same report results
 * in the same bytes on every machine if `draw` returns what `drawFigure` would.
 */
export async function renderBriefing(
  report: Report,
  notebooks: readonly NotebookFile[],
  { draw = drawFigure, site = "omit", answers = [], onWarning }: RenderSettings = {},
): Promise<readonly RenderedFile[]> {
  const { drawings, faults } = await drawFigures(report, draw, onWarning);
  const [fault, ...others] = faults.values();
  if (fault !== undefined) throw allOf([fault, ...others]);
  const preview = await drawPreview(report, drawings);
  const figures = await drawVariants(report, answers, drawings, { draw, ...(onWarning && { onWarning }) });
  const answered = { answers, figures };
  return briefingFiles(report, notebooks, drawings, { site, answered, ...(preview && { preview }) });
}

interface RenderSettings {
  readonly draw?: Draw;
  /** Whether to write the site beside the page. Default: "omit". */
  readonly site?: "write" | "omit";
  /** What the page shows under other settings of assumptions. */
  readonly answers?: readonly SectionAnswers[];
  /** Receives warnings about what needs attention. */
  readonly onWarning?: (warning: string) => void;
}

/** The same for drawn figures; `preview` is the preview picture for links to the page. */
export function briefingFiles(
  report: Report,
  notebooks: readonly NotebookFile[],
  drawings: Drawings,
  {
    site = "omit",
    preview,
    answered,
  }: Pick<RenderSettings, "site"> & { readonly preview?: Uint8Array; readonly answered?: Answered } = {},
): readonly RenderedFile[] {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const parts = renderParts(report, drawings, answered);
  const files: RenderedFile[] = [
    { path: "briefing.md", content: pageMarkdown(report) },
    { path: "briefing.html", content: pageHtml(parts) },
    ...(site === "write" ? siteFiles(parts) : []),
    ...blocks.flatMap((block) => (block.kind === "figure" ? filesOfFigure(block, drawings) : [])),
    ...blocks.flatMap(picturesOf).map((picture) => {
      const { mediaType, data } = picture;
      const content = mediaType === "image/svg+xml" ? sanitizeSvg(data) : Buffer.from(data, "base64");
      return { path: imageFile(picture), content };
    }),
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
