/** Statements sorted by what was found of them, one sign for each part that was tested. */
import { type ClaimPartStatus, type Verdict, partStatuses, verdicts } from "../../model/claim.js";
import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { requireRows, requireUnique } from "./checks.js";
import {
  answers,
  atLeft,
  gridLine,
  muted,
  pixelY,
  rule,
  text,
  textColour,
  tooltip,
  unlessEmpty,
  words,
  wrap,
} from "./layers.js";
import { along } from "./scale.js";
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
/** What was decided stands in ink: word and sign tell the verdict, for hues mean countries. */
const groupColours: Readonly<Record<Verdict, ColourName>> = {
  supported: "ink",
  partly: "ink",
  contradicted: "ink",
  "not-testable": "muted",
  "no-verdict": "muted",
};

interface Sign {
  readonly shape: string;
  readonly stroke: ColourName;
  readonly fill: ColourName;
}

const signOrder: readonly ClaimPartStatus[] = ["holds", "fails", "not-testable", "not-computed"];
/** Each status has a shape of its own. */
const signs: Readonly<Record<ClaimPartStatus, Sign>> = {
  holds: { shape: "circle", stroke: "ink", fill: "ink" },
  fails: { shape: "M-.9,-.9L.9,.9M-.9,.9L.9,-.9", stroke: "ink", fill: "ink" },
  "not-testable": { shape: "circle", stroke: "rule", fill: "paper" },
  "not-computed": { shape: "stroke", stroke: "rule", fill: "rule" },
};

/** Drawn, not written: the font of figures has no check mark, and each machine would take another font for it. */
const drawnSigns: Partial<Readonly<Record<Verdict, string>>> = {
  supported: "M-1,.1L-.35,.75L1,-.8",
  contradicted: signs.fails.shape,
};

const columnWidth = 320;
const characterWidth = 5.9;
const signStep = 13;
const mostParts = 12;
const rowPadding = 6;
const headingHeight = 26;
const fromLeft = along([0, 1]);

/** Claims by their verdicts, with a sign for what was found of each part. */
export function scoreboard({ rows }: ScoreboardOptions): Chart {
  requireRows("scoreboard", rows, ["label", "verdict", "parts"]);
  requireUnique("scoreboard", rows, "label");
  rows.forEach(checkRow);
  const groups = groupOrder.flatMap((verdict) => {
    const own = rows.filter((row) => row.verdict === verdict);
    return own.length === 0 ? [] : [{ verdict, rows: own }];
  });
  const used = signOrder.filter((status) => rows.some(({ parts }) => parts.includes(status)));
  const columns = inTwo(groups).map((own, index) => column(own, index === 0 ? used : []));
  return ofRows({ rows }, { ...sideBySide(columns), ...answers("y") });
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
  const given: unknown = parts;
  if (!Array.isArray(given))
    throw new ChartError(`scoreboard: the parts of "${label}" are ${String(parts)}, not a list`);
  if (parts.length > mostParts)
    throw new ChartError(`scoreboard: "${label}" has ${parts.length} parts; at most ${mostParts} fit a line`);
  const unknown = parts.find((part) => !Object.hasOwn(signs, part));
  if (unknown !== undefined)
    throw new ChartError(`scoreboard: a part of "${label}" is "${unknown}"`, {
      hint: `Parts are ${signOrder.join(", ")}.`,
    });
}

/** How many parts were tested stands beside a label where not all were: the verdict speaks of no others. */
function linesOf({ label, parts }: ScoreRow): readonly string[] {
  const tested = parts.filter((part) => part === "holds" || part === "fails").length;
  const isSome = tested > 0 && tested < parts.length;
  const note = `(${tested} of ${parts.length} tested)`.replaceAll(" ", "\u00a0");
  return wrap(
    isSome ? `${label} ${note}` : label,
    Math.floor((columnWidth - parts.length * signStep - 8) / characterWidth),
  );
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
  const parts: Part[] = [];
  for (const { verdict, rows } of groups) {
    const { sign, word } = verdicts[verdict];
    const written = drawnSigns[verdict] === undefined ? `${sign} ` : "";
    const heading = { verdict, heading: `${written}${word} (${rows.length})`, y: y + headingHeight - 12 };
    headings.push(...headingLayers(heading));
    y += headingHeight;
    for (const row of rows) {
      const middle = y + rowPadding / 2 + lineHeight / 2;
      labels.push({ label: linesOf(row).join("\n"), y: middle });
      row.parts.forEach((status, index) => {
        const offset = (row.parts.length - index - 0.5) * signStep;
        const found = partStatuses[status].word;
        parts.push({ status, claim: row.label, part: index + 1, found, end: 1, offset, y: middle });
      });
      y += rowHeight(row);
    }
  }
  return {
    height: y,
    layer: [
      ...headings,
      text(
        "left",
        { lineHeight, lineBreak: "\n" },
        { x: atLeft, y: pixelY("y"), text: words("label") },
        labels,
      ),
      ...signOrder.flatMap((status) => partLayers(status, parts)),
      ...keys.flatMap(keyLayers),
    ],
  };
}

function headingLayers(heading: { readonly verdict: Verdict; readonly y: number }): readonly Spec[] {
  const ink = textColour(groupColours[heading.verdict]);
  const y = pixelY("y");
  const shape = drawnSigns[heading.verdict];
  const look = { shape, size: 36, strokeWidth: 1.75, stroke: ink, filled: false, opacity: 1 };
  const drawn = { type: "point", ...look, tooltip: null };
  const indent = shape === undefined ? 0 : signStep;
  return [
    ...(shape === undefined
      ? []
      : [{ data: { values: [heading] }, mark: drawn, encoding: { x: { value: 4 }, y } }]),
    text("left", { fontWeight: 600, color: ink, dx: indent }, { x: atLeft, y, text: words("heading") }, [
      heading,
    ]),
    rule(gridLine, { x: { ...fromLeft, field: "left" }, x2: { field: "right" }, y }, [
      { left: 0, right: 1, y: heading.y + 9 },
    ]),
  ];
}

function markOf(status: ClaimPartStatus): Spec {
  const { shape, stroke, fill } = signs[status];
  const look = { shape, stroke: colour(stroke), fill: colour(fill) };
  return { type: "point", opacity: 1, size: 44, strokeWidth: 1.75, ...look };
}

interface Part extends Spec {
  readonly status: ClaimPartStatus;
}

function partLayers(status: ClaimPartStatus, parts: readonly Part[]): readonly Spec[] {
  const own = parts.filter((part) => part.status === status);
  return unlessEmpty(own, (values) => [
    {
      data: { values },
      mark: { ...markOf(status), xOffset: { expr: "-datum.offset" } },
      encoding: {
        x: { ...fromLeft, field: "end" },
        y: pixelY("y"),
        tooltip: [
          ...tooltip({ claim: "Claim" }).tooltip,
          { field: "part", type: "quantitative", title: "Part" },
          ...tooltip({ found: "Found" }).tooltip,
        ],
      },
    },
  ]);
}

interface KeyPlace {
  readonly status: ClaimPartStatus;
  readonly left: number;
  readonly line: number;
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

function keyLayers({ status, left, line }: KeyPlace): readonly Spec[] {
  const values = [{ meaning: meanings[status], y: 8 + line * lineHeight }];
  const y = pixelY("y");
  return [
    {
      data: { values },
      mark: { ...markOf(status), tooltip: null },
      encoding: { x: { value: left + 5 }, y },
    },
    text("left", muted, { x: { value: left + signStep + 2 }, y, text: words("meaning") }, values),
  ];
}

const meanings: Readonly<Record<ClaimPartStatus, string>> = {
  holds: "holds",
  fails: "does not hold",
  "not-testable": "not testable",
  "not-computed": "not computed",
};
