/** Claims sorted by verdict, with one symbol for each tested part. */
import { type ClaimPartStatus, type Verdict, partStatuses, verdicts } from "../../model/claim.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import type { LooseRecord } from "../load/records.js";
import { nameHint } from "../../lib/nearest.js";
import { own } from "../../lib/own.js";
import { requireUnique } from "./checks.js";
import type { ColumnName, Rows } from "./columns.js";
import * as layers from "./layers.js";
import { read, shownOf } from "./plain.js";
import { along } from "./scale.js";
import { listed } from "./scoreboard-list.js";
import {
  characterWidth,
  columnWidth,
  drawnSigns,
  inLines,
  keyLayers,
  meaningOf,
  type Part,
  partLayers,
  type ScoreRow,
  signOrder,
  signStep,
  verdictColours,
  wordsAtLeft,
  y,
} from "./scoreboard-signs.js";
import type { Spec } from "./spec.js";
import { lineHeight, sideBySide } from "./theme.js";

export interface ScoreboardOptions<Row> {
  /** Column of the claims, in a few words each. */
  readonly label: ColumnName<Row>;
  /** Column of their verdicts: supported, partly, contradicted, not-testable, no-verdict. */
  readonly verdict: ColumnName<Row>;
  /** Column of lists: the results of the parts of a claim in its order (holds, fails, not-testable, not-computed). */
  readonly parts: ColumnName<Row>;
  /** Column of lists: the topic of each part in a word or two, shown beside its symbol. */
  readonly named?: ColumnName<Row>;
  /** `by verdict` in groups (default), or `of the rows`: one list with a verdict and signs beside each claim. */
  readonly order?: "by verdict" | "of the rows";
}

const groupOrder: readonly Verdict[] = ["supported", "partly", "contradicted", "not-testable", "no-verdict"];
const mostParts = 12;
const rowPadding = 8;
const headingHeight = 28;
const groupGap = 10;
const fromLeft = along([0, 1]);

/**
 * Claims by verdict, with a symbol for the result of each part: `scoreboard(rows, { label: "claim", verdict: "verdict",
 * parts: "parts" })`.
 */
export function scoreboard<Row extends object>(given: Rows<Row>, options: ScoreboardOptions<Row>): Chart {
  const source = read("scoreboard", given, options, {});
  const rows = source.rows.map((row, index) =>
    scoreOf(row, index, options as ScoreboardOptions<LooseRecord>),
  );
  requireUnique("scoreboard", rows);
  const shown = [options.label, options.verdict, options.parts, options.named].map((name) =>
    source.column(name),
  );
  if (options.order === "of the rows")
    return ofRows(shownOf(source, shown), {
      ...sideBySide(listed(rows)),
      usermeta: { answers: { along: "y" } },
    });
  const groups = groupOrder.flatMap((verdict) => {
    const own = rows.filter((row) => row.verdict === verdict);
    return own.length === 0 ? [] : [{ verdict, rows: own.map(laidOut) }];
  });
  const used = signOrder.filter((status) => rows.some((row) => isTaken(row) && row.parts.includes(status)));
  const columns = inTwo(groups);
  // Under the last column, so that both begin at the same height.
  const drawn = columns.map((own, index) => column(own, index === columns.length - 1 ? used : []));
  return ofRows(shownOf(source, shown), { ...sideBySide(drawn), usermeta: { answers: { along: "y" } } });
}

interface Group {
  readonly verdict: Verdict;
  readonly rows: readonly ReturnType<typeof laidOut>[];
}

/** A claim of a row; throws if a cell is not what its column requires. */
function scoreOf(row: LooseRecord, index: number, options: ScoreboardOptions<LooseRecord>): ScoreRow {
  const label = own(row, options.label);
  if (typeof label !== "string" || label === "")
    throw new ChartError(
      `scoreboard: row ${index + 1} has no words in the column "${options.label}" (label)`,
    );
  const verdict = oneOf(own(row, options.verdict), Object.keys(verdicts) as Verdict[], () => {
    return `scoreboard: the column "${options.verdict}" (verdict) of "${label}"`;
  });
  const parts = listIn(row, options.parts, label).map((part) =>
    oneOf(part, signOrder, () => `scoreboard: the column "${options.parts}" (parts) of "${label}"`),
  );
  if (parts.length > mostParts)
    throw new ChartError(`scoreboard: "${label}" has ${parts.length} parts; at most ${mostParts} fit a line`);
  if (options.named === undefined) return { label, verdict, parts };
  const named = listIn(row, options.named, label).map(String);
  if (named.length !== parts.length)
    throw new ChartError(`scoreboard: "${label}" has ${parts.length} parts and names ${named.length}`);
  return { label, verdict, parts, named };
}

function listIn(row: LooseRecord, column: string, label: string): readonly unknown[] {
  const cell = own(row, column) ?? [];
  if (Array.isArray(cell)) return cell as readonly unknown[];
  throw new ChartError(`scoreboard: the column "${column}" of "${label}" holds no list`, {
    hint: `It holds ${JSON.stringify(cell)}; expected an array, such as ["holds", "fails"].`,
  });
}

function oneOf<Name extends string>(value: unknown, names: readonly Name[], where: () => string): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw new ChartError(`${where()} holds ${JSON.stringify(value ?? null)}`, {
    hint: typeof value === "string" ? nameHint(value, names, "Values:") : `Values: ${names.join(", ")}.`,
  });
}

/** With one part, or if nothing was tested, the verdict says everything. */
function isTaken({ parts }: Pick<ScoreRow, "parts">): boolean {
  return parts.length > 1 && parts.some((part) => part === "holds" || part === "fails");
}

/** A row with its lines of words, and the symbols and names of its parts on as many lines as they need. */
function laidOut({ label, named, ...row }: ScoreRow) {
  const lines = layers.wrap(label, Math.floor(columnWidth / characterWidth));
  const parts = row.parts.map((status, index) => ({ status, part: index + 1, name: named?.[index] ?? "" }));
  const places = isTaken(row) ? inLines(parts) : [];
  const height = (lines.length + (places.at(-1)?.line ?? -1) + 1) * lineHeight + rowPadding;
  return { label, lines, places, height };
}

/** Whole groups in two columns, minimising the height of the taller one. */
function inTwo(groups: readonly Group[]): readonly (readonly Group[])[] {
  const tall = (part: readonly Group[]) =>
    part.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.height, part.length * headingHeight);
  const splits = groups.map((_, index) => [groups.slice(0, index), groups.slice(index)] as const);
  const tallest = ([left, right]: (typeof splits)[number]) => Math.max(tall(left), tall(right));
  const best = splits.reduce((a, b) => (tallest(b) < tallest(a) ? b : a));
  return best.filter((part) => part.length > 0);
}

function column(groups: readonly Group[], key: readonly ClaimPartStatus[]): Spec {
  let top = 0;
  const headings: Spec[] = [];
  const labels: Spec[] = [];
  const parts: Part[] = [];
  for (const { verdict, rows } of groups) {
    const { sign, word } = verdicts[verdict];
    const written = drawnSigns[verdict] === undefined ? `${sign} ` : "";
    headings.push(...headingLayers(verdict, `${written}${word} (${rows.length})`, top + 12));
    top += headingHeight;
    for (const { label, lines, places, height } of rows) {
      const under = top + rowPadding / 2 + lines.length * lineHeight;
      labels.push({ label: lines.join("\n"), y: top + (rowPadding + lineHeight) / 2 });
      for (const { line, left, status, ...part } of places) {
        const middle = under + (line + 0.5) * lineHeight;
        parts.push({ status, claim: label, ...part, found: partStatuses[status].word, left, y: middle });
      }
      top += height;
    }
    top += groupGap;
  }
  const keys = inLines(key.map((status) => ({ status, name: meaningOf(status) })));
  const last = keys.at(-1);
  return {
    height: last === undefined ? top : top + 10 + (last.line + 1) * lineHeight,
    layer: [
      ...headings,
      layers.text("left", { lineHeight, lineBreak: "\n" }, wordsAtLeft("label"), labels),
      ...signOrder.flatMap((status) => partLayers(status, parts)),
      ...keys.flatMap((item) => keyLayers(item, top + 10 + (item.line + 0.5) * lineHeight)),
    ],
  };
}

function headingLayers(verdict: Verdict, heading: string, middle: number): readonly Spec[] {
  const values = [{ verdict, heading, y: middle }];
  const ink = layers.textColour(verdictColours[verdict]);
  const shape = drawnSigns[verdict];
  const look = { shape, size: 36, strokeWidth: 1.75, stroke: ink, filled: false, opacity: 1 };
  const sign = layers.quiet("point", look, { x: { value: 4 }, y }, values);
  const style = { fontSize: 14, fontWeight: 600, color: ink, dx: shape === undefined ? 0 : signStep };
  const across = { x: { ...fromLeft, field: "left" }, x2: { field: "right" }, y };
  return [
    ...(shape === undefined ? [] : [sign]),
    layers.text("left", style, wordsAtLeft("heading"), values),
    layers.rule({ color: ink, strokeWidth: 2 }, across, [{ left: 0, right: 1, y: middle + 11 }]),
  ];
}
