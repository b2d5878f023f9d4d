/** Outputs of code cells as blocks of the Report. This module chooses which representation of an output is shown. */
import { sha256 } from "../../lib/hash.js";
import { BriefingError } from "../../model/errors.js";
import { mime } from "../../model/mime.js";
import { undescribed, type Block, type ImageBlock, type Picture } from "../../model/report.js";
import type { MimeBundle, Output } from "../notebook/contract.js";
import { multilineText } from "../notebook/json.js";
import { embeddedSpecs, pictureIn, type HtmlPart } from "./mime-bundle.js";
import { bareFigure, ownBlock } from "./own-blocks.js";
import { plainText } from "./published.js";
import type { ProseContext } from "./prose.js";

export interface BlockContext extends ProseContext {
  /** The project's folder. */
  readonly root: string;
}

/** The blocks of one output; none if it has no content (an empty stream, or a bundle of unknown types only). */
export function outputBlocks(output: Output, index: number, context: BlockContext): readonly Block[] {
  const { cell } = context.place;
  const plain = (text: string) => plainText(text, context.root);
  switch (output.output_type) {
    case "stream": {
      const text = shortened(plain(output.text));
      return text.trim() === "" ? [] : [{ kind: "text", cell, stream: output.name, text }];
    }
    case "error": {
      const { ename, evalue, traceback } = output;
      return [{ kind: "error", cell, ename, evalue: plain(evalue), traceback: traceback.map(plain) }];
    }
    case "display_data":
    case "execute_result":
      return bundleBlocks(output.data, `${context.sectionId}-${cell}-${index + 1}`, context);
  }
}

/** Our own types come first. A fault in them does not stop the others if the registry accepts it. */
function bundleBlocks(data: MimeBundle, fallbackId: string, context: BlockContext): readonly Block[] {
  try {
    const own = ownBlock(data, fallbackId, context);
    if (own !== undefined) return [own];
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    context.registry.fault(error);
  }
  const parts = embeddedSpecs(multilineText(data[mime.html]) ?? "");
  if (parts !== undefined) return embeddedBlocks(parts, data, fallbackId, context);
  const shown = standardBlock(data, fallbackId, context);
  return shown === undefined ? [] : [shown];
}

/** Figures, and the text around them in the same HTML; a picture stands in for one figure only. */
function embeddedBlocks(
  parts: readonly HtmlPart[],
  data: MimeBundle,
  fallbackId: string,
  context: BlockContext,
): readonly Block[] {
  const { cell } = context.place;
  const specs = parts.filter((part) => "spec" in part);
  return parts.flatMap((part): readonly Block[] => {
    if ("html" in part) return hasContent(part.html) ? [{ kind: "html", cell, text: part.html }] : [];
    const place = specs.indexOf(part);
    const id = place === 0 ? fallbackId : `${fallbackId}-${place + 1}`;
    return [bareFigure(part.spec, specs.length === 1 ? data : {}, id, context)];
  });
}

/** What every notebook tool shows: the richest type that has content without scripts. */
function standardBlock(data: MimeBundle, fallbackId: string, context: BlockContext): Block | undefined {
  const { cell } = context.place;
  const result = (text: string): Block => ({ kind: "text", cell, stream: "result", text });
  const html = multilineText(data[mime.html]);
  const picture = pictureIn(data);
  const isDrawn = plotlyType in data || (html !== undefined && needsBrowser.test(html));
  if (picture !== undefined && isDrawn) return imageBlock(picture, data, fallbackId, context);
  if (html !== undefined && hasContent(html)) return { kind: "html", cell, text: html };
  const markdown = multilineText(data[mime.markdown]);
  if (markdown !== undefined) return { kind: "markdown", cell, text: markdown };
  if (picture !== undefined) return imageBlock(picture, data, fallbackId, context);
  const json = data[mime.json];
  const words =
    multilineText(data["text/latex"]) ??
    multilineText(data[mime.plain]) ??
    (json === undefined ? "" : JSON.stringify(json, undefined, 2));
  if (words.trim() !== "") return result(shortened(plainText(words, context.root)));
  if (html !== undefined && html.length > maxHtml)
    return result(
      `HTML of ${html.length} characters is in the executed notebook; SHA-256 ${shortHash(html)}`,
    );
  const isPlotly = plotlyType in data || /\bPlotly\.(?:newPlot|react)\(/.test(html ?? "");
  return isPlotly ? result(plotlyWords(data[plotlyType])) : undefined;
}

const plotlyType = "application/vnd.plotly.v1+json";

/** HTML that a script or an embedded page draws, as interactive charts are; the picture beside it shows the same. */
const needsBrowser = /<(?:script|iframe|canvas|object|embed)\b/i;

/** Plotly charts need Plotly's own script, which none of our pages runs. */
function plotlyWords(chart: unknown): string {
  const hash = chart === undefined ? "" : `; SHA-256 ${shortHash(JSON.stringify(chart))}`;
  return `A chart by Plotly, which only Plotly can draw, is in the executed notebook${hash}. A picture of it (fig.show("png")) would be shown here.`;
}

/** Longer HTML would not be read. */
const maxHtml = 5_000_000;

/** Whether anything is left of HTML once its scripts are removed. */
function hasContent(html: string): boolean {
  if (html.length > maxHtml) return false;
  if (/<(?:img|table|hr)\b/i.test(html)) return true;
  const words = html.replace(
    /<!--[\s\S]*?-->|<(script|style|template|textarea|option)\b[\s\S]*?<\/\1\s*>|<[^>]*>|&nbsp;/gi,
    "",
  );
  return words.trim() !== "";
}

/** Longer text is left to the executed notebook, which lies beside the page. */
const maxCharacters = 100_000;

/** Identifies content that is not shown. */
const shortHash = (words: string): string => sha256(words).slice(0, 8);

function shortened(words: string): string {
  if (words.length <= maxCharacters) return words;
  const left = words.slice(maxCharacters);
  return `${words.slice(0, maxCharacters)}\n… (${left.length} more characters are in the executed notebook; SHA-256 ${shortHash(left)})`;
}

function imageBlock(picture: Picture, data: MimeBundle, id: string, context: BlockContext): ImageBlock {
  const { place, registry } = context;
  const plain = multilineText(data[mime.plain])?.trim() ?? "";
  // Python's text for an object, `<Figure size 640x480 with 1 Axes>`, does not describe the picture.
  const alt = plain === "" || /^<[^>]*>$/.test(plain) ? undescribed.picture : plain;
  return { kind: "image", cell: place.cell, id: registry.claim("image", id, place), ...picture, alt };
}
