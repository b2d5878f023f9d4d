import type * as core from "vega";
import type { compile } from "vega-lite";
import { once } from "../../../lib/once.js";
import { textWidth, type MeasuredFont } from "../fonts/text-width.js";

/** Vega and Vega-Lite, loaded with the first figure (0.3 s) and made deterministic. */
export interface Vega {
  readonly core: typeof core;
  readonly random: Untyped;
  readonly compile: typeof compile;
  readonly expressionInterpreter: unknown;
}

export const vega = once(async (): Promise<Vega> => {
  const [core, { compile }, { expressionInterpreter }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter"),
  ]);
  const random = core as unknown as Untyped;
  random.textMetrics.width = measure;
  return { core, random, compile, expressionInterpreter };
});

/** Exports of Vega that are missing from its type declarations. */
interface Untyped {
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number };
  readonly setRandom: (source: () => number) => void;
  readonly randomLCG: (seed: number) => () => number;
}

interface TextItem {
  readonly font?: string;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly limit?: number;
}

/** Vega estimates 0.8 of the font size per letter, or measures with a canvas if one happens to be installed. */
function measure(item: TextItem, text: unknown): number {
  const line = typeof text === "string" ? text : typeof text === "number" ? String(text) : "";
  const font: MeasuredFont = item.font?.includes("Source Sans 3") === true ? "Source Sans 3" : "Arial";
  const width = textWidth(line, font, item.fontSize ?? 11, isBold(item.fontWeight) ? "bold" : "regular");
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
}

const isBold = (weight: string | number | undefined): boolean => weight === "bold" || Number(weight) >= 600;
