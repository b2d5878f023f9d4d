import { createHash } from "node:crypto";
import { BriefingError } from "../../model/errors.js";
import { isStruck } from "../../model/guard.js";
import { mime } from "../../model/mime.js";
import type { Block, FigureBlock, ImageBlock, Place } from "../../model/report.js";
import type { Value } from "../../model/value.js";
import type { CodeCell, MimeBundle, Output } from "../notebook/contract.js";
import { figureBundle, readBundle, tableBundle, valueBundle, vegaLiteBundle } from "./bundles.js";
import { claimBlock } from "./claim-block.js";
import { embeddedSpec } from "./embedded-spec.js";
import { richTextToProse, valueToProse } from "./prose.js";
import type { Registry } from "./registry.js";
import { plainText } from "./plain-text.js";

export interface BlockContext {
  readonly sectionId: string;
  readonly place: Place;
  readonly root: string;
  readonly registry: Registry;
}

/** The blocks of one output; nothing for one that says nothing (an empty stream, a bundle of unknown types only). */
export function outputBlocks(output: Output, index: number, context: BlockContext): readonly Block[] {
  const { cell } = context.place;
  switch (output.output_type) {
    case "stream": {
      const text = shortened(plainText(output.text, context.root));
      return text.trim() === "" ? [] : [{ kind: "text", cell, stream: output.name, text }];
    }
    case "error":
      return [
        {
          kind: "error",
          cell,
          ename: output.ename,
          evalue: plainText(output.evalue, context.root),
          traceback: output.traceback.map((line) => plainText(line, context.root)),
        },
      ];
    case "display_data":
    case "execute_result":
      return bundleBlocks(output.data, `${context.sectionId}-${cell}-${index + 1}`, context);
  }
}

/** Our own types first; what is wrong with them lets the others stand, if the registry does. */
function bundleBlocks(data: MimeBundle, fallbackId: string, context: BlockContext): readonly Block[] {
  try {
    const own = ownBlock(data, fallbackId, context);
    if (own !== undefined) return [own];
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    context.registry.fault(error);
  }
  return standardBlocks(data, fallbackId, context);
}

/** Also as Altair 6 spells it: `v6.json`. */
const vegaLite = /^application\/vnd\.vegalite\.v[3-6](?:\.\d+)*(?:\+json|\.json)$/;

function ownBlock(data: MimeBundle, fallbackId: string, context: BlockContext): Block | undefined {
  if (mime.figure in data) return authoredFigure(data, context);
  if (mime.table in data) return authoredTable(data, context);
  const sentence = struckSentence(data[mime.value]);
  if (sentence !== undefined) {
    const text = valueToProse(sentence, fallbackId, context);
    return { kind: "prose", cell: context.place.cell, text };
  }
  if (mime.claim in data) return claimBlock(data[mime.claim], context.place, context.registry);
  const type = Object.keys(data).find((name) => vegaLite.test(name));
  const spec = type === undefined ? embeddedSpec(text(data[mime.html]) ?? "") : data[type];
  return spec === undefined ? undefined : bareFigure(spec, fallbackId, context);
}

/** A value that a cell showed, where it is a sentence that is no longer true, or a text with one in it. */
function struckSentence(data: unknown): Value | undefined {
  const value = valueBundle.safeParse(data).data;
  if (value === undefined) return undefined;
  const parts = value.parts ?? [];
  const hasStruck = isStruck(value) || parts.some((part) => typeof part !== "string" && isStruck(part));
  return hasStruck ? value : undefined;
}

/** Alternative text of what came without one. */
export const undescribed = {
  chart: "Chart without a description",
  picture: "Picture without a description",
} as const;

/** What every notebook tool shows, the richest type first that says something without scripts. */
function standardBlocks(data: MimeBundle, fallbackId: string, context: BlockContext): readonly Block[] {
  const { cell } = context.place;
  const html = text(data[mime.html]);
  const isPlotly = plotlyType in data || /\bPlotly\.(?:newPlot|react)\(/.test(html ?? "");
  const picture = isPlotly ? imageBlock(data, fallbackId, context) : undefined;
  if (picture !== undefined) return [picture];
  if (html !== undefined && saysSomething(html)) return [{ kind: "html", cell, text: html }];
  const markdown = text(data[mime.markdown]);
  if (markdown !== undefined) return [{ kind: "markdown", cell, text: markdown }];
  const image = imageBlock(data, fallbackId, context);
  if (image !== undefined) return [image];
  const json = data[mime.json];
  const words =
    text(data["text/latex"]) ??
    text(data[mime.plain]) ??
    (json === undefined ? undefined : JSON.stringify(json, undefined, 2));
  if (html !== undefined && html.length > mostHtml && (words ?? "").trim() === "") {
    const left = `HTML of ${html.length} characters is in the executed notebook; SHA-256 ${shortHash(html)}`;
    return [{ kind: "text", cell, stream: "result", text: left }];
  }
  if (isPlotly && (words ?? "").trim() === "")
    return [{ kind: "text", cell, stream: "result", text: plotlyWords(data[plotlyType]) }];
  if (words === undefined || words.trim() === "") return [];
  return [{ kind: "text", cell, stream: "result", text: shortened(plainText(words, context.root)) }];
}

const plotlyType = "application/vnd.plotly.v1+json";

/** Plotly's charts are drawn by its own script alone, which no page of ours runs. */
function plotlyWords(chart: unknown): string {
  const hash = chart === undefined ? "" : `; SHA-256 ${shortHash(JSON.stringify(chart))}`;
  return `A chart by Plotly, which only Plotly can draw, is in the executed notebook${hash}. A picture of it (fig.show("png")) would be shown here.`;
}

/** Beyond this nobody reads it. */
const mostHtml = 5_000_000;

/** Whether something is left of HTML without scripts. */
function saysSomething(html: string): boolean {
  if (html.length > mostHtml) return false;
  if (/<(?:img|table|hr)\b/i.test(html)) return true;
  const words = html.replace(/<(script|style|template)\b[\s\S]*?<\/\1\s*>|<[^>]*>/gi, "");
  return words.trim() !== "";
}

/** More than this of a text is for the executed notebook, which lies beside the page. */
const mostCharacters = 100_000;

/** Tells apart what is not shown. */
const shortHash = (words: string): string => createHash("sha256").update(words).digest("hex").slice(0, 8);

function shortened(words: string): string {
  if (words.length <= mostCharacters) return words;
  const left = words.slice(mostCharacters);
  return `${words.slice(0, mostCharacters)}\n… (${left.length} more characters are in the executed notebook; SHA-256 ${shortHash(left)})`;
}

function authoredFigure(data: MimeBundle, context: BlockContext): FigureBlock {
  const { place, registry } = context;
  const figure = readBundle(figureBundle, "figure", data[mime.figure], place);
  const spec = readBundle(
    vegaLiteBundle,
    `Vega-Lite spec of figure "${figure.id}"`,
    data[mime.vegaLite],
    place,
  );
  const id = registry.claim("figure", figure.id, place);
  const prose = (field: "title" | "subtitle" | "caption" | "alt" | "source") => {
    const richText = figure[field];
    return richText && richTextToProse(richText, `${id}.${field}`, place, registry);
  };
  const title = prose("title");
  const subtitle = prose("subtitle");
  return {
    kind: "figure",
    cell: place.cell,
    origin: "authored",
    id,
    number: registry.number("figure"),
    ...(title && { title }),
    ...(subtitle && { subtitle }),
    caption: richTextToProse(figure.caption, `${id}.caption`, place, registry),
    alt: richTextToProse(figure.alt, `${id}.alt`, place, registry),
    source: richTextToProse(figure.source, `${id}.source`, place, registry),
    spec,
    data: figure.data,
  };
}

/** A spec some other tool's notebook shows: it has no caption, and its alternative text is what the spec says. */
function bareFigure(data: unknown, id: string, context: BlockContext): FigureBlock {
  const { place, registry } = context;
  const spec = readBundle(vegaLiteBundle, "Vega-Lite spec", data, place);
  const said = [spec["description"], spec["title"]].find((candidate) => typeof candidate === "string");
  return {
    kind: "figure",
    cell: place.cell,
    origin: "bare",
    id: registry.claim("figure", id, place),
    number: registry.number("figure"),
    caption: [],
    alt: [said ?? undescribed.chart],
    source: [],
    spec,
    data: [],
  };
}

function authoredTable(data: MimeBundle, context: BlockContext): Block {
  const { place, registry } = context;
  const table = readBundle(tableBundle, "table", data[mime.table], place);
  const id = registry.claim("table", table.id, place);
  const title = table.title && richTextToProse(table.title, `${id}.title`, place, registry);
  return {
    kind: "table",
    cell: place.cell,
    id,
    number: registry.number("table"),
    ...(title && { title }),
    caption: richTextToProse(table.caption, `${id}.caption`, place, registry),
    source: richTextToProse(table.source, `${id}.source`, place, registry),
    key: table.key,
    columns: table.columns,
    rows: table.rows,
  };
}

const imageTypes = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"] as const;

function imageBlock(data: MimeBundle, id: string, context: BlockContext): ImageBlock | undefined {
  const { place, registry } = context;
  const image = imageOf(data);
  if (image === undefined) return undefined;
  return {
    kind: "image",
    cell: place.cell,
    id: registry.claim("image", id, place),
    ...image,
    alt: pictureWords(text(data[mime.plain])?.trim() ?? ""),
  };
}

/** What Python prints of an object, `<Figure size 640x480 with 1 Axes>`, describes no picture. */
const pictureWords = (plain: string): string =>
  plain === "" || /^<[^>]*>$/.test(plain) ? undescribed.picture : plain;

/** The picture in a bundle, the sharpest kind first. */
export function imageOf(data: MimeBundle): Pick<ImageBlock, "mediaType" | "data"> | undefined {
  for (const mediaType of imageTypes) {
    const content = text(data[mediaType]);
    if (content === undefined) continue;
    return { mediaType, data: mediaType === mime.svg ? content : content.replace(/\s+/g, "") };
  }
  return undefined;
}

/** nbformat stores a text as one string or as lines. */
function text(value: MimeBundle[string] | undefined): string | undefined {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((line) => typeof line === "string") ? value.join("") : undefined;
}

/** Code of a cell as the page folds it; nothing for an empty cell. */
export function codeBlock(cell: CodeCell, language: string): Block | undefined {
  return cell.source.trim() === ""
    ? undefined
    : { kind: "code", cell: cell.id, language, source: cell.source.replace(/\s+$/, "") };
}
