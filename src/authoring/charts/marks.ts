/** Parts that several charts are drawn from. */
import { type ColourName, type PaletteName, paletteName } from "../../model/palette.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

/** A vertical position given in pixels. */
export function pixelY(field: string): Spec {
  return { field, type: "quantitative", scale: null, axis: null };
}

/** What leads to or from an incomplete year is dashed. */
export const dashedIncomplete: Spec = {
  field: "status",
  type: "nominal",
  scale: {
    domain: ["complete", "incomplete"],
    range: [
      [1, 0],
      [3, 4],
    ],
  },
};

/** Colours by name out of the rows, as they are. */
export function namedColour(field: string, names: readonly ColourName[]): Spec {
  const domain = [...new Set(names)];
  return { field, type: "nominal", scale: { domain, range: domain.map((name) => colour(name)) } };
}

const readable: Partial<Record<PaletteName, PaletteName>> = {
  grey: "muted",
  rule: "muted",
  vermilion: "darkVermilion",
  green: "darkGreen",
  orange: "darkOrange",
};

/** Colour of a word at the end of a line, which only its hue may tie to the line: that hue, dark enough to be read. */
export function textColour(name: ColourName): string {
  const own = paletteName(name);
  return colour(readable[own] ?? own);
}

/** Words as they stand; nothing tells more about them where the pointer rests. */
export function words(field: string): Spec {
  return { field, type: "nominal" };
}

/** Lines of at most so many characters, broken between words; a word that is longer stands alone. */
export function wrap(text: string, characters: number): readonly string[] {
  return text.split(" ").reduce<readonly string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && last.length + word.length < characters
      ? [...lines.slice(0, -1), `${last} ${word}`]
      : [...lines, word];
  }, []);
}

/**
 * Text that stands over lines: the paper shows around its letters, so that no line strikes it out. Two layers, for a
 * mark's own outline is drawn over its letters.
 */
export function clearText(
  layer: Spec & { readonly mark: Spec; readonly encoding: Spec },
  halo = 2,
): readonly Spec[] {
  const { color, ...encoding } = layer.encoding;
  const paper = colour("paper");
  const around = { ...layer.mark, color: paper, stroke: paper, strokeWidth: 2 * halo, strokeJoin: "round" };
  return [{ ...layer, mark: around, encoding }, color === undefined ? { ...layer, encoding } : layer];
}
