import type { TableCell } from "../../../model/display.js";
import { isStruck } from "../../../model/guard.js";
import type { FigureBlock, TableBlock } from "../../../model/report.js";
import type { FigureFiles } from "../../report/stored-report.js";
import { struckHtml } from "../draft.js";
import { carriedFigure, shownRows } from "../figure/carried-figure.js";
import { figureFiles, safeName } from "../names.js";
import type { FigureDrawings } from "../figure/render-figure.js";
import { packedJson } from "./browser-script.js";
import { permalink } from "./contents.js";
import type { ProseRenderer } from "./prose.js";
import { markup, trusted, type Html } from "../template.js";
import { labels } from "../labels.js";
import { numbersOf } from "../../report/numbers-of.js";

/** The anchor of a figure or table. */
export const anchorOf = ({ kind, id }: FigureBlock | TableBlock): string =>
  `${kind === "figure" ? "fig" : "tbl"}-${safeName(id)}`;

export function figureHtml(figure: FigureBlock, drawings: FigureDrawings, prose: ProseRenderer): Html {
  const name = anchorOf(figure);
  return markup`<figure class="shown" id="${name}">
${headHtml(figure, prose)}${sourceHtml(figure, prose)}${placeHtml("wide", drawings.wide, trusted(drawings.wide))}${placeHtml("narrow", drawings.narrow)}<figcaption><p><span class="number">${labels.figure(figure.number)}.</span> ${prose.inline(figure.caption)}${permalink(name, labels.figure(figure.number))}</p></figcaption>
${toolsHtml(figureFiles(figure))}${foldedTable(figure)}${packedJson("carried", carriedFigure(figure, drawings))}</figure>
`;
}

/** Scripts create the files from the page (browser/downloads.ts); without them, the links open those beside it. */
function toolsHtml(files: FigureFiles): Html {
  const links = (["data", "svg", "spec"] as const).map((kind) => {
    const { name, title } = labels.files[kind];
    return markup`<a href="${files[kind]}" data-file="${kind}" title="${title}">${name}</a> `;
  });
  return markup`<p class="tools">${links}</p>
`;
}

function headHtml(
  { title, subtitle }: Pick<FigureBlock, "title" | "subtitle">,
  prose: ProseRenderer,
): readonly (Html | undefined)[] {
  return [
    title && markup`<p class="finding">${prose.plain(title)}</p>\n`,
    subtitle && markup`<p class="measure">${prose.plain(subtitle)}</p>\n`,
  ];
}

/** Before the drawing, so that a wide screen can place it beside; elsewhere the style puts it below the caption. */
function sourceHtml({ source }: FigureBlock | TableBlock, prose: ProseRenderer): Html | undefined {
  if (source.length === 0) return undefined;
  return markup`<p class="source">${labels.source}: ${prose.inline(source)}</p>\n`;
}

/**
 * The place of a drawing on the page, with its aspect ratio, so that a browser need not lay out the drawing before it
 * comes near. A narrow screen then fills its own place (browser/figures-on-demand.ts).
 */
function placeHtml(size: "wide" | "narrow", svg: string, content?: Html): Html {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const proportions = width && height && markup` style="aspect-ratio:${width}/${height}"`;
  return markup`<div class="drawing ${size}"${proportions}>${content}</div>\n`;
}

/** In its chapter, a figure of the first page is only referred to. */
export function elsewhereHtml(figure: FigureBlock, prose: ProseRenderer): Html {
  const { number, title, caption } = figure;
  return markup`<p class="elsewhere"><a href="#${anchorOf(figure)}">${labels.elsewhere(number)}</a>: ${prose.plain(title ?? caption)}</p>\n`;
}

export function tableHtml(table: TableBlock, prose: ProseRenderer): Html {
  const name = anchorOf(table);
  return markup`<figure class="shown${isWide(table) && " wide"}" id="${name}">
${headHtml(table, prose)}${sourceHtml(table, prose)}<div class="scroll" role="region" tabindex="0" aria-labelledby="${name}-caption">${tableRowsHtml(table)}</div>
<figcaption><p id="${name}-caption"><span class="number">${labels.table(table.number)}.</span> ${prose.inline(table.caption)}${permalink(name, labels.table(table.number))}</p></figcaption>
</figure>
`;
}

/** Columns with texts up to `short` letters are narrow, from `long` letters wide; others take what is left. */
const short = 16;
const long = 36;
/** Letters per line of a long text, letters between columns, and letters across the text of a wide page. */
const longLine = 28;
const gap = 2.5;
const across = 93;

const longestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

/** With the cells of each, and whether its texts are short or long. */
function columnsOf({ columns, rows }: TableBlock) {
  return columns.map((column, index) => {
    const cells = rows.map((row) => row[index]);
    const texts = cells.map((cell) => cell?.text ?? "");
    const longest = longestOf(texts);
    return { ...column, cells, texts, space: longest <= short ? "short" : longest >= long ? "long" : "" };
  });
}

/** Whether a table is wider than the text even with all lines broken; then it may use the margin. */
function isWide(table: TableBlock): boolean {
  const widths = columnsOf(table).map(({ title, texts, space }) => {
    const words = space === "short" ? texts : texts.flatMap((text) => text.split(/\s/));
    return space === "long" ? longLine : longestOf([...words, ...title.split(/\s/)]);
  });
  return widths.reduce((sum, width) => sum + width + gap, 0) > across;
}

/**
 * The rows of a table. Browsers distribute width by the longest text of each column, heads included: a long head over
 * small numbers would take space from words. So columns of short texts are as narrow as those, if words need it.
 */
export function tableRowsHtml(table: TableBlock): Html {
  const columns = columnsOf(table).map(({ field, title, unit, align, cells, space }) => {
    const names = [align === "left" ? "" : align, space].filter((name) => name !== "").join(" ");
    const named = names !== "" && markup` class="${names}"`;
    const below = unit !== undefined && markup` <span class="unit">${unit}</span>`;
    const raw = rawAttributes(cells, unit);
    const written = cells.map((cell, index) => {
      const text = markup`${cell?.text ?? ""}`;
      const content = cell !== undefined && isStruck(cell) ? struckHtml(text) : text;
      return table.key.includes(field)
        ? markup`<th scope="row"${named}${raw[index]}>${content}</th>`
        : markup`<td${named}${raw[index]}>${content}</td>`;
    });
    const inText = unit === undefined && unitAttribute(cells);
    return { space, written, head: markup`<th scope="col"${named}${inText}>${title}${below}</th>` };
  });
  const rows = table.rows.map(
    (_, index) => markup`<tr>${columns.map(({ written }) => written[index])}</tr>\n`,
  );
  const wordy = columns.some(({ space }) => space === "long") && markup` class="wordy"`;
  return markup`<table${wordy}>
<thead><tr>${columns.map(({ head }) => head)}</tr></thead>
<tbody>
${rows}</tbody></table>`;
}

/** The data of a figure as a table, built when it is opened (browser/figures-on-demand.ts). */
export function foldedTable({ data }: Pick<FigureBlock, "data">): Html | undefined {
  if (data.length === 0) return undefined;
  const part = data.length > shownRows ? `: ${labels.firstRows(shownRows, data.length)}` : "";
  return markup`<details class="data"><summary>${labels.showAsTable}${part}</summary></details>\n`;
}

/** For each cell of a column; undefined if the printed text is exact. Bounds are two numbers. */
export function rawAttributes(
  cells: readonly (TableCell | undefined)[],
  unit: string | undefined,
): readonly (Html | undefined)[] {
  const inHundredths = (cell: TableCell | undefined) =>
    cell !== undefined && /%|points/.test(unit ?? printedUnit(cell.text) ?? "");
  const areFractions = holdFractions(cells.filter(inHundredths));
  return cells.map((cell) => {
    const raw = cell && rawText(cell, areFractions && inHundredths(cell) ? hundredfold : asIs);
    return raw === undefined || raw === cell?.text ? undefined : markup` data-raw="${raw}"`;
  });
}

function rawText({ raw }: TableCell, asRead: (number: number) => number): string | undefined {
  if (typeof raw === "string") return /^\d{4}-\d{2}(?:-\d{2})?$/.test(raw) ? raw : undefined;
  const numbers = numbersOf(raw);
  return numbers.length === 0 ? undefined : numbers.map(asRead).join(" ");
}

const asIs = (number: number): number => number;
const hundredfold = (number: number): number => Number((100 * number).toPrecision(12));

/**
 * Percentages are stored as fractions, unless an author added the sign to a number of percent. The largest number of
 * the column decides for all, because small ones may be rounded away.
 */
function holdFractions(cells: readonly (TableCell | undefined)[]): boolean {
  const raw = largest(cells.flatMap((cell) => numbersOf(cell?.raw ?? null)));
  const printed = largest(cells.flatMap((cell) => numbersIn(cell?.text ?? "")));
  return printed === 0 || Math.abs(100 * raw - printed) <= Math.abs(raw - printed);
}

const largest = (numbers: readonly number[]): number =>
  numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);

/** Without signs, which may be written as words. */
const numbersIn = (text: string): readonly number[] =>
  [...text.replaceAll(",", "").matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits));

/** The unit that every number of a column prints, if its head has none. */
export function unitAttribute(cells: readonly (TableCell | undefined)[]): Html | undefined {
  const numbers = cells.filter((cell) => numbersOf(cell?.raw ?? null).length > 0);
  const [unit, ...others] = new Set(numbers.map((cell) => printedUnit(cell?.text ?? "")));
  return unit === undefined || others.length > 0 ? undefined : markup` data-unit="${unit}"`;
}

const printedUnit = (text: string): string | undefined => /\d[\u00a0\u202f ](%|points)$/.exec(text)?.[1];
