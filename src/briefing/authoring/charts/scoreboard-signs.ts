/** Signs of verdicts and of parts, and their places in lines; shared by both orders of a scoreboard. */
import { type ClaimPartStatus, type Verdict, partStatuses } from "../../model/claim.js";
import type { ColourName } from "../../model/palette.js";
import * as layers from "./layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface ScoreRow {
  readonly label: string;
  readonly verdict: Verdict;
  readonly parts: readonly ClaimPartStatus[];
  readonly named?: readonly string[];
}

/** Word and symbol also show the verdict, so that it never depends on colour alone. */
export const verdictColours: Readonly<Record<Verdict, ColourName>> = {
  supported: "darkGreen",
  partly: "darkOrange",
  contradicted: "purple",
  "not-testable": "muted",
  "no-verdict": "muted",
};

interface Sign {
  readonly shape: string;
  readonly stroke: ColourName;
  readonly fill: ColourName;
}

export const signOrder: readonly ClaimPartStatus[] = ["holds", "fails", "not-testable", "not-computed"];
const check = "M-1,.1L-.35,.75L1,-.8";
const cross = "M-.9,-.9L.9,.9M-.9,.9L.9,-.9";
/** Each status has its own shape. */
const signs: Readonly<Record<ClaimPartStatus, Sign>> = {
  holds: { shape: "circle", stroke: "darkGreen", fill: "darkGreen" },
  fails: { shape: cross, stroke: "purple", fill: "purple" },
  "not-testable": { shape: "circle", stroke: "rule", fill: "paper" },
  "not-computed": { shape: "stroke", stroke: "rule", fill: "rule" },
};

/** Drawn, because the figures' font has no check mark and each computer would substitute another font. */
export const drawnSigns: Partial<Readonly<Record<Verdict, string>>> = {
  supported: check,
  contradicted: cross,
};

export const columnWidth = 316;
export const characterWidth = 5.5;
export const signStep = 13;
export const y = layers.pixelY("y");
export function inLines<Item extends { readonly name: string }>(
  items: readonly Item[],
): readonly (Item & { readonly left: number; readonly line: number })[] {
  let left = 0;
  let line = 0;
  return items.map((item) => {
    const width = signStep + item.name.length * characterWidth;
    if (left > 0 && left + width > columnWidth) [left, line] = [0, line + 1];
    const place = { ...item, left, line };
    left += width + (item.name === "" ? 2 : 12);
    return place;
  });
}

export const wordsAtLeft = (field: string) => ({ x: layers.atLeft, y, text: layers.words(field) });

export const meaningOf = (status: ClaimPartStatus): string =>
  status === "not-computed" ? "not computed" : partStatuses[status].word;

function markOf(status: ClaimPartStatus): Spec {
  const { shape, stroke, fill } = signs[status];
  const isLine = shape.startsWith("M");
  const look = { shape, stroke: colour(stroke), ...(isLine ? { filled: false } : { fill: colour(fill) }) };
  return { type: "point", opacity: 1, size: isLine ? 30 : 44, strokeWidth: 1.75, ...look };
}

export interface Part extends Spec {
  readonly status: ClaimPartStatus;
}

/** The signs of parts with one status, with the names of the parts beside them or in their tooltips only. */
export function partLayers(
  status: ClaimPartStatus,
  parts: readonly Part[],
  shown: "with names" | "signs alone" = "with names",
): readonly Spec[] {
  const own = parts.filter((part) => part.status === status);
  const tooltip = layers.tooltip({ claim: "Claim", name: "Part", found: "Found" });
  const style = { ...layers.muted, dx: { expr: `datum.left + ${signStep}` } };
  return layers.unlessEmpty(own, (values) => [
    {
      data: { values },
      mark: { ...markOf(status), xOffset: { expr: "datum.left + 5" } },
      encoding: { x: layers.atLeft, y, ...tooltip },
    },
    ...(shown === "with names" ? [layers.text("left", style, wordsAtLeft("name"), values)] : []),
  ]);
}

interface KeyItem {
  readonly status: ClaimPartStatus;
  readonly name: string;
  readonly left: number;
}

export function keyLayers({ status, name, left }: KeyItem, middle: number): readonly Spec[] {
  const words = { x: { value: left + signStep }, y, text: layers.words("name") };
  return [
    {
      data: { values: [{ y: middle }] },
      mark: { ...markOf(status), tooltip: null },
      encoding: { x: { value: left + 5 }, y },
    },
    layers.text("left", layers.muted, words, [{ name, y: middle }]),
  ];
}
