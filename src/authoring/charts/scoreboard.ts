/** Statements sorted by what was found of them, one sign for each part that was tested. */
import type { ClaimPartStatus, Verdict } from "../../model/claim.js";
import type { ColourName } from "../../model/palette.js";
import { partStatuses, verdicts } from "../../model/verdicts.js";
import { requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "../errors.js";
import { pixelY, textColour, words, wrap } from "./marks.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight, sideBySide } from "./theme.js";

export interface ScoreRow {
  /** The statement in a few words. */
  readonly label: string;
  readonly verdict: Verdict;
  /** What was found of each part, in the order of the statement; none where it has no parts. */
  readonly parts: readonly ClaimPartStatus[];
}

export interface ScoreboardOptions {
  readonly rows: readonly ScoreRow[];
}

const groupOrder: readonly Verdict[] = ["supported", "partly", "contradicted", "not-testable", "no-verdict"];
const groupColours: Readonly<Record<Verdict, ColourName>> = {
  supported: "green",
  partly: "orange",
  contradicted: "accent",
  "not-testable": "muted",
  "no-verdict": "muted",
};

interface Sign {
  readonly shape: string;
  readonly stroke: ColourName;
  readonly fill: ColourName;
}

const signOrder: readonly ClaimPartStatus[] = ["holds", "fails", "not-testable", "not-computed"];
/** Each status has a shape of its own, so that colour never carries it alone. */
const signs: Readonly<Record<ClaimPartStatus, Sign>> = {
  holds: { shape: "circle", stroke: "darkGreen", fill: "darkGreen" },
  fails: { shape: "M-.9,-.9L.9,.9M-.9,.9L.9,-.9", stroke: "accent", fill: "accent" },
  "not-testable": { shape: "circle", stroke: "rule", fill: "paper" },
  "not-computed": { shape: "stroke", stroke: "rule", fill: "rule" },
};

const columnWidth = 320;
const characterWidth = 5.9;
const signStep = 13;
const mostParts = 12;
const rowPadding = 6;
const headingHeight = 26;
const fromLeft = { type: "quantitative", scale: { domain: [0, 1], nice: false, zero: false }, axis: null };

export function scoreboard({ rows }: ScoreboardOptions): Spec {
  requireRows("scoreboard", rows);
  requireFields("scoreboard", rows, ["label", "verdict", "parts"]);
  requireUnique(
    "scoreboard",
    rows.map(({ label }) => label),
  );
  rows.forEach(checkRow);
  const groups = groupOrder.flatMap((verdict) => {
    const own = rows.filter((row) => row.verdict === verdict);
    return own.length === 0 ? [] : [{ verdict, rows: own }];
  });
  const columns = inTwo(groups);
  const used = signOrder.filter((status) => rows.some(({ parts }) => parts.includes(status)));
  return sideBySide(columns.map((own, index) => column(own, index === 0 ? used : [])));
}

interface Group {
  readonly verdict: Verdict;
  readonly rows: readonly ScoreRow[];
}

function checkRow({ label, verdict, parts }: ScoreRow): void {
  if (!Object.hasOwn(verdicts, verdict))
    throw new ChartError(`scoreboard: "${label}" has the verdict "${verdict}"`, {
      hint: `Verdicts are ${groupOrder.join(", ")}.`,
    });
  requireList(label, parts);
  if (parts.length > mostParts)
    throw new ChartError(`scoreboard: "${label}" has ${parts.length} parts; at most ${mostParts} fit a line`);
  const unknown = parts.find((part) => !Object.hasOwn(signs, part));
  if (unknown !== undefined)
    throw new ChartError(`scoreboard: a part of "${label}" is "${unknown}"`, {
      hint: `Parts are ${signOrder.join(", ")}.`,
    });
}

function requireList(label: string, parts: unknown): void {
  if (!Array.isArray(parts))
    throw new ChartError(`scoreboard: the parts of "${label}" are ${String(parts)}, not a list`);
}

function linesOf({ label, parts }: ScoreRow): readonly string[] {
  return wrap(label, Math.floor((columnWidth - parts.length * signStep - 8) / characterWidth));
}

function rowHeight(row: ScoreRow): number {
  return linesOf(row).length * lineHeight + rowPadding;
}

function groupHeight(group: Group): number {
  return group.rows.reduce((sum, row) => sum + rowHeight(row), headingHeight);
}

/** Whole groups in two columns whose taller one is as short as it can be. */
function inTwo(groups: readonly Group[]): readonly (readonly Group[])[] {
  const tall = (part: readonly Group[]) => part.reduce((sum, group) => sum + groupHeight(group), 0);
  const splits = groups.map((_, index) => [groups.slice(0, index), groups.slice(index)] as const);
  const tallest = ([left, right]: (typeof splits)[number]) => Math.max(tall(left), tall(right));
  const best = splits.reduce((a, b) => (tallest(b) < tallest(a) ? b : a));
  return best.filter((part) => part.length > 0);
}

function column(groups: readonly Group[], key: readonly ClaimPartStatus[]): Spec {
  const keys = keyPlaces(key);
  const last = keys.at(-1);
  let y = last === undefined ? 0 : (last.line + 1) * lineHeight + 8;
  const headings: Spec[] = [];
  const labels: Spec[] = [];
  const parts: (Spec & { readonly status: ClaimPartStatus })[] = [];
  for (const { verdict, rows } of groups) {
    const { sign, word } = verdicts[verdict];
    headings.push({ verdict, heading: `${sign} ${word} (${rows.length})`, y: y + headingHeight - 12 });
    y += headingHeight;
    for (const row of rows) {
      const lines = linesOf(row);
      const middle = y + rowPadding / 2 + lineHeight / 2;
      labels.push({ label: lines.join("\n"), y: middle });
      row.parts.forEach((status, index) => {
        const offset = (row.parts.length - index - 0.5) * signStep;
        parts.push({
          status,
          claim: row.label,
          part: index + 1,
          found: partStatuses[status].word,
          end: 1,
          offset,
          y: middle,
        });
      });
      y += rowHeight(row);
    }
  }
  return {
    height: y,
    layer: [
      ...groupOrder.flatMap((verdict) => headingLayer(verdict, headings)),
      {
        data: { values: labels },
        mark: { type: "text", align: "left", baseline: "middle", lineHeight, lineBreak: "\n", tooltip: null },
        encoding: { x: { value: 0 }, y: pixelY("y"), text: words("label") },
      },
      ...signOrder.flatMap((status) => partLayer(status, parts)),
      ...keyLayers(keys),
    ],
  };
}

function headingLayer(verdict: Verdict, headings: readonly Spec[]): readonly Spec[] {
  const values = headings.filter((heading) => heading["verdict"] === verdict);
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: {
        type: "text",
        align: "left",
        baseline: "middle",
        fontWeight: 600,
        color: textColour(groupColours[verdict]),
        tooltip: null,
      },
      encoding: { x: { value: 0 }, y: pixelY("y"), text: words("heading") },
    },
    {
      data: { values: values.map(({ y }) => ({ left: 0, right: 1, y: Number(y) + 9 })) },
      mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
      encoding: { x: { ...fromLeft, field: "left" }, x2: { field: "right" }, y: pixelY("y") },
    },
  ];
}

function markOf(status: ClaimPartStatus): Spec {
  const { shape, stroke, fill } = signs[status];
  return {
    type: "point",
    opacity: 1,
    size: 44,
    strokeWidth: 1.75,
    shape,
    stroke: colour(stroke),
    fill: colour(fill),
  };
}

function partLayer(
  status: ClaimPartStatus,
  parts: readonly (Spec & { readonly status: ClaimPartStatus })[],
): readonly Spec[] {
  const values = parts.filter((part) => part.status === status);
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { ...markOf(status), xOffset: { expr: "-datum.offset" } },
      encoding: {
        x: { ...fromLeft, field: "end" },
        y: pixelY("y"),
        tooltip: [
          { ...words("claim"), title: "Claim" },
          { field: "part", type: "quantitative", title: "Part" },
          { ...words("found"), title: "Found" },
        ],
      },
    },
  ];
}

/** What the signs mean, above the first column, in as many lines as a phone needs. */
function keyPlaces(key: readonly ClaimPartStatus[]): readonly KeyPlace[] {
  let [left, line] = [0, 0];
  return key.map((status) => {
    const width = signStep + 4 + meanings[status].length * characterWidth;
    if (left + width > columnWidth) [left, line] = [0, line + 1];
    const place = { status, left, line };
    left += width + 8;
    return place;
  });
}

interface KeyPlace {
  readonly status: ClaimPartStatus;
  readonly left: number;
  readonly line: number;
}

function keyLayers(places: readonly KeyPlace[]): readonly Spec[] {
  const text = { type: "text", align: "left", baseline: "middle", color: colour("muted"), tooltip: null };
  return places.flatMap(({ status, left, line }) => {
    const data = { values: [{ meaning: meanings[status], y: 8 + line * lineHeight }] };
    return [
      {
        data,
        mark: { ...markOf(status), tooltip: null },
        encoding: { x: { value: left + 5 }, y: pixelY("y") },
      },
      {
        data,
        mark: text,
        encoding: { x: { value: left + signStep + 2 }, y: pixelY("y"), text: words("meaning") },
      },
    ];
  });
}

const meanings: Readonly<Record<ClaimPartStatus, string>> = {
  holds: "holds",
  fails: "does not hold",
  "not-testable": "not testable",
  "not-computed": "not computed",
};
