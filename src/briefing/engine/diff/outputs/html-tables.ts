import { sha256 } from "../../../lib/hash.js";
import { DomUtils, ElementType, parseDocument } from "htmlparser2";
import type { TableColumn } from "../../../model/display.js";
import type { Sides } from "../briefing.js";
import type { BlockOf } from "../match/blocks.js";
import { isKey, keyColumns, namesRows, type Columns, type PlainRow } from "../match/compare-rows.js";
import { own } from "../../../lib/own.js";
import { UnusedNames } from "../../../lib/unused-names.js";

type Node = ReturnType<typeof parseDocument>["children"][number];
type Element = Extract<Node, { attribs: unknown }>;

type HtmlTable = ReturnType<typeof readTable>;
interface HtmlCell {
  readonly text: string;
  /** `th` in the body of a table: it names the row. */
  readonly isLabel: boolean;
}

const silent = new Set(["style", "script", "template", "head", "title", "noscript"]);
const breaking = new Set(
  "address article blockquote br details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary ul".split(
    " ",
  ),
);

/**
 * The visible content of HTML: its tables, and the text outside of them, one line for each paragraph, item or picture;
 * markup, styles and generated ids are left out.
 */
export function readHtml(html: string) {
  const tables: HtmlTable[] = [];
  let text = "";
  const visit = (node: Node) => {
    if (node.type === ElementType.Text) text += oneLine(node.data, "keep");
    if (!isElement(node) || silent.has(node.name)) return;
    if (node.name === "table") {
      for (const caption of elements(node, "caption")) text += `\n${elementText(caption)}\n`;
      tables.push(readTable(node));
      return;
    }
    const isBreaking = breaking.has(node.name);
    if (node.name === "img") text += `\n${pictureName(node)}\n`;
    if (isBreaking) text += "\n";
    if (node.name === "dd") text += ": ";
    for (const child of node.children) visit(child);
    if (isBreaking && node.name !== "dt") text += "\n";
  };
  for (const child of parseDocument(html).children) visit(child);
  const lines = text.split("\n").map((line) => oneLine(line));
  return { tables, lines: lines.filter((line) => line !== "") };
}

function isElement(node: Node): node is Element {
  return "attribs" in node;
}

function elements(node: Element, ...names: readonly string[]): readonly Element[] {
  return node.children.filter((child): child is Element => isElement(child) && names.includes(child.name));
}

/** Two pictures with the same name are distinguished by their content. */
function pictureName({ attribs: { src = "", alt = "" } }: Element): string {
  const held = /^data:/.test(src) ? sha256(src).slice(0, 8) : src;
  return `[picture ${[alt, held].filter((word) => word !== "").join(" ")}]`;
}

/**
 * A table as laid out by HTML, with spans filled in: every row has a cell for each column. The head has the header cells
 * of each column, row by row.
 */
function readTable(table: Element) {
  const rows = [table, ...elements(table, "thead", "tbody", "tfoot")].flatMap((part) =>
    elements(part, "tr").map((row) => ({ row, isHead: part.name === "thead" })),
  );
  const grid = fillSpans(rows.map(({ row }) => elements(row, "td", "th")));
  const isTitle = (cells: readonly HtmlCell[]) =>
    cells.length > 0 && cells.every(({ text, isLabel }) => isLabel || text === "");
  const hasHead = rows.some(({ isHead }) => isHead);
  // Without a thead, the leading rows made only of th form its head.
  const first = grid.findIndex((cells) => !isTitle(cells));
  const isHead = (index: number) =>
    hasHead ? rows[index]?.isHead === true : index < (first < 0 ? grid.length : first);
  const head = grid.filter((_, index) => isHead(index)).map((cells) => cells.map(({ text }) => text));
  return { head, body: grid.filter((_, index) => !isHead(index)) };
}

const mostColumns = 10_000;

/** Cells at their positions; one that spans rows or columns is repeated at each of them. */
function fillSpans(rows: readonly (readonly Element[])[]): readonly (readonly HtmlCell[])[] {
  const grid: HtmlCell[][] = rows.map(() => []);
  for (const [top, cells] of rows.entries()) {
    let left = 0;
    for (const cell of cells) {
      while (grid[top]?.[left] !== undefined) left += 1;
      const read = { text: elementText(cell), isLabel: cell.name === "th" };
      const down = spanOf(cell, "rowspan");
      const right = spanOf(cell, "colspan");
      for (let row = top; row < Math.min(rows.length, top + down); row += 1)
        for (let column = left; column < Math.min(mostColumns, left + right); column += 1)
          (grid[row] ?? [])[column] = read;
      left += right;
    }
  }
  const width = Math.max(0, ...grid.map(({ length }) => length));
  const empty = { text: "", isLabel: false };
  return grid.map((cells) => Array.from({ length: width }, (_, column) => cells[column] ?? empty));
}

function spanOf({ attribs }: Element, name: "rowspan" | "colspan"): number {
  const span = Number(attribs[name] ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, mostColumns) : 1;
}

function elementText(node: Element): string {
  const pictures = DomUtils.getElementsByTagName("img", node).map((image) => pictureName(image));
  return oneLine([DomUtils.textContent(node), ...pictures].join(" "));
}

function oneLine(text: string, ends: "trim" | "keep" = "trim"): string {
  const line = text.replace(/[\s\u00a0]+/g, " ");
  return ends === "trim" ? line.trim() : line;
}

type Table = BlockOf<"table">;

/** An HTML table in the form of a report table. Its key consists of the columns that name the rows, if any. */
export function shownTable({ head, body }: HtmlTable, id: string, cell: string, caption: string): Table {
  const width = Math.max(0, ...[...head, ...body].map(({ length }) => length));
  const labels = labelCount(body, width);
  const titles = titleRows(head);
  const names = new UnusedNames([], " ");
  const columns = Array.from({ length: width }, (_, index): TableColumn => {
    const parts = titles.map((row) => row[index] ?? "").filter((part) => part !== "");
    const title = [...new Set(parts)].join(" / ");
    const named = title === "" && index >= labels ? `column ${index + 1}` : title;
    return { field: names.take(named === "" ? `row ${index + 1}` : named), title: named, align: "left" };
  });
  return {
    kind: "table",
    cell,
    id,
    number: 0,
    caption: caption === "" ? [] : [caption],
    source: [],
    key: columns.slice(0, labels).map(({ field }) => field),
    columns: [...columns],
    rows: body.map((cells) => cells.map(({ text }) => ({ raw: cellNumber(text) ?? text, text }))),
  };
}

/** The leading columns whose cells all name their row. */
function labelCount(body: HtmlTable["body"], width: number): number {
  let count = 0;
  while (count < width && body.length > 0 && body.every((cells) => cells[count]?.isLabel === true))
    count += 1;
  return count;
}

/** Without the row of types that R prints below the names: `<chr>`, `<dbl>`. */
function titleRows(head: HtmlTable["head"]): HtmlTable["head"] {
  const isType = (text: string) => text === "" || /^<[\w,[\] ]+>$/.test(text);
  return head.filter((row) => !(row.every(isType) && row.some((text) => text !== "")));
}

/**
 * The number in a cell of a printed table: `1,234.5`, `−3`, `12.5%` (as a share of one), `1e-3`; undefined for words.
 */
function cellNumber(text: string): number | undefined {
  const [, sign = "", digits, percent] =
    /^([-+\u2212]?)((?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:e[-+]?\d+)?)(\s?%)?$/i.exec(text.trim()) ?? [];
  if (digits === undefined || !/^[\d.]*\d/.test(digits)) return undefined;
  const size = Number(digits.replaceAll(",", ""));
  if (!Number.isFinite(size)) return undefined;
  const number = sign === "-" || sign === "\u2212" ? -size : size;
  return percent === undefined ? number : number / 100;
}

interface ShownRow {
  readonly cells: Readonly<Record<string, Table["rows"][number][number] | undefined>>;
}

/**
 * The key of both states of a displayed table: the row names if they distinguish the rows. A counted index (0, 1, 2 …)
 * identifies positions, not rows: then text columns and columns of unchanged numbers are tried first.
 */
export function keyOfShown(shown: Sides<readonly ShownRow[]>, columns: Columns, labels: Columns): Columns {
  const rows = { before: shown.before.map(plainRow), after: shown.after.map(plainRow) };
  const isCounted = labels.length === 1 && isCount(labels, rows.before) && isCount(labels, rows.after);
  if (labels.length > 0 && !isCounted && isKey(rows, labels)) return labels;
  const others = isCounted ? columns.filter((field) => !labels.includes(field)) : columns;
  const candidates = others.filter((field) => namesRows(field, rows));
  const key = keyColumns(rows, candidates, isCounted ? [] : labels);
  return key.length > 0 && isKey(rows, key) ? key : labels;
}

function plainRow({ cells }: ShownRow): PlainRow {
  const plain = Object.entries(cells).map(([field, cell]) => {
    const raw = cell?.raw ?? null;
    return [field, typeof raw === "object" ? (raw?.join() ?? null) : raw] as const;
  });
  return Object.fromEntries(plain);
}

/** 0, 1, 2 … or 1, 2, 3 …, as pandas and R number rows. */
function isCount([field = ""]: readonly string[], rows: readonly PlainRow[]): boolean {
  const first = own(rows[0] ?? {}, field);
  return (first === 0 || first === 1) && rows.every((row, index) => own(row, field) === first + index);
}
