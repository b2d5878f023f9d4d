/** All claims in the order of their rows, with the verdict and a sign for each part below the words. */
import { partStatuses, verdicts } from "../../model/claim.js";
import * as layers from "./layers.js";
import {
  columnWidth,
  drawnSigns,
  keyLayers,
  inLines,
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

/** Words are larger than labels of other figures: this one is read, not looked at. */
const fontSize = 14;
const lineHeight = 18;
const characterWidth = 6.4;
const rowPadding = 12;
/** Where the signs begin: after the longest word of a verdict. */
const signsFrom = 116;

/** Two columns, read downwards, so that on a narrow page they are one list. */
export function listed(rows: readonly ScoreRow[]): readonly Spec[] {
  const half = Math.ceil(rows.length / 2);
  const used = signOrder.filter((status) => rows.some(({ parts }) => parts.includes(status)));
  const columns = [rows.slice(0, half), rows.slice(half)].filter((own) => own.length > 0);
  return columns.map((own, index) => column(own, index === columns.length - 1 ? used : []));
}

function column(rows: readonly ScoreRow[], key: readonly (typeof signOrder)[number][]): Spec {
  let top = 0;
  const labels: Spec[] = [];
  const judged: { verdict: ScoreRow["verdict"]; word: string; y: number }[] = [];
  const parts: Part[] = [];
  for (const { label, verdict, parts: statuses, named } of rows) {
    const lines = layers.wrap(label, Math.floor(columnWidth / characterWidth));
    labels.push({ label: lines.join("\n"), y: top + lineHeight / 2 });
    const middle = top + (lines.length + 0.5) * lineHeight;
    const { sign, word } = verdicts[verdict];
    judged.push({ verdict, word: drawnSigns[verdict] === undefined ? `${sign} ${word}` : word, y: middle });
    statuses.forEach((status, index) => {
      const name = named?.[index] ?? `${index + 1}`;
      const left = signsFrom + index * signStep;
      parts.push({
        status,
        claim: label,
        part: index + 1,
        name,
        found: partStatuses[status].word,
        left,
        y: middle,
      });
    });
    top += (lines.length + 1) * lineHeight + rowPadding;
  }
  const keys = inLines(key.map((status) => ({ status, name: meaningOf(status) })));
  const last = keys.at(-1);
  return {
    height: last === undefined ? top : top + 10 + (last.line + 1) * lineHeight,
    layer: [
      layers.text("left", { fontSize, lineHeight, lineBreak: "\n" }, wordsAtLeft("label"), labels),
      ...judged.flatMap((one) => verdictLayers(one)),
      ...signOrder.flatMap((status) => partLayers(status, parts, "signs alone")),
      ...keys.flatMap((item) => keyLayers(item, top + 10 + (item.line + 0.5) * lineHeight)),
    ],
  };
}

function verdictLayers(one: {
  readonly verdict: ScoreRow["verdict"];
  readonly word: string;
  readonly y: number;
}) {
  const ink = layers.textColour(verdictColours[one.verdict]);
  const shape = drawnSigns[one.verdict];
  const look = { shape, size: 30, strokeWidth: 1.75, stroke: ink, filled: false, opacity: 1 };
  const style = { fontWeight: 600, color: ink, dx: shape === undefined ? 0 : signStep };
  return [
    ...(shape === undefined ? [] : [layers.quiet("point", look, { x: { value: 4 }, y }, [one])]),
    layers.text("left", style, wordsAtLeft("word"), [one]),
  ];
}
