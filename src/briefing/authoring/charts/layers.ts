/** Parts common to all charts: layers, positions, text colours. */
import { type Colour, isHex, type PaletteName, paletteName } from "../../model/palette.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface Layer extends Spec {
  readonly mark: Spec;
  readonly encoding: Spec;
}

/** One mark for each row (of the whole figure, unless the layer has its own), without a tooltip. */
export function quiet(type: string, style: Spec, encoding: Spec, values?: readonly unknown[]): Layer {
  return {
    ...(values === undefined ? {} : { data: { values } }),
    mark: { type, ...style, tooltip: null },
    encoding,
  };
}

export function rule(style: Spec, encoding: Spec, values?: readonly unknown[]): Layer {
  return quiet("rule", style, encoding, values);
}

export const gridLine = { color: colour("grid"), strokeWidth: 1 };
export const thinLine = { color: colour("rule"), strokeWidth: 1 };

export const muted = { color: colour("muted") };

/** Vertically centred text, unless `style` says otherwise. */
export function text(
  align: "left" | "center" | "right",
  style: Spec,
  encoding: Spec,
  values?: readonly unknown[],
): Layer {
  return quiet("text", { align, baseline: "middle", ...style }, encoding, values);
}

/** No layer if there is nothing to draw. */
export function unlessEmpty<Row>(
  rows: readonly Row[],
  layers: (rows: readonly Row[]) => readonly Spec[],
): readonly Spec[] {
  return rows.length === 0 ? [] : layers(rows);
}

/**
 * Text over lines, with a paper-coloured outline so that no line strikes it out. Two layers, because a mark's own
 * outline is drawn over its letters.
 */
export function clearText(layer: Layer): readonly Spec[] {
  const { color, ...encoding } = layer.encoding;
  const paper = colour("paper");
  const around = { ...layer.mark, color: paper, stroke: paper, strokeWidth: 4, strokeJoin: "round" };
  return [{ ...layer, mark: around, encoding }, color === undefined ? { ...layer, encoding } : layer];
}

export const atLeft: Spec = { value: 0 };
export const atRight: Spec = { value: { expr: "width" } };

/** A vertical position in pixels. */
export function pixelY(field: string): Spec {
  return { field, type: "quantitative", scale: null, axis: null };
}

/** From one vertical position to another, both in pixels. */
export const fromTopToBottom = { y: pixelY("top"), y2: { field: "bottom" } };

/** Literal text. */
export function words(field: string): Spec {
  return { field, type: "nominal" };
}

/** The tooltip of a mark: fields and their titles; all but years and `numbers` are words. */
export function tooltip(
  titles: Readonly<Record<string, string>>,
  ...numbers: readonly string[]
): { readonly tooltip: readonly Spec[] } {
  return {
    tooltip: Object.entries(titles).map(([field, title]) => {
      if (field === "year") return { field, type: "quantitative", title, format: "d" };
      return { ...words(field), ...(numbers.includes(field) && { type: "quantitative" }), title };
    }),
  };
}

export function nominal(field: string, domain: readonly string[], range: readonly unknown[]): Spec {
  return { field, type: "nominal", scale: { domain, range } };
}

/** A mark is filled unless it is less certain than the others. */
export function filledUnless(test: string, filled: Spec): Spec {
  return { condition: { test, value: colour("paper") }, ...filled };
}

/** Colours from the rows, by their names or as `#rrggbb`. */
export function namedColour(field: string, names: readonly Colour[]): Spec {
  const domain = [...new Set(names)];
  return nominal(field, domain, domain.map(colour));
}

const readable: Partial<Record<PaletteName, PaletteName>> = {
  grey: "muted",
  rule: "muted",
  vermilion: "darkVermilion",
  green: "darkGreen",
  orange: "darkOrange",
};

/** Colour of a label at the end of a line: the line's hue, which links the two, dark enough to be legible. */
export function textColour(name: Colour): string {
  if (isHex(name)) return colour("ink");
  const own = paletteName(name);
  return colour(readable[own] ?? own);
}

/** Wraps words to lines of at most this many characters; a longer word has its own line. */
export function wrap(text: string, characters: number): readonly string[] {
  return text.split(" ").reduce<readonly string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && last.length + word.length < characters
      ? [...lines.slice(0, -1), `${last} ${word}`]
      : [...lines, word];
  }, []);
}
