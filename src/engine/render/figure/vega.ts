import type * as core from "vega";
import type { compile } from "vega-lite";
import { textWidth, type MeasuredFont } from "../fonts/text-width.js";

/** Vega and Vega-Lite, loaded when the first figure asks (0.3 s), and made repeatable. */
export interface Vega {
  readonly core: typeof core;
  readonly random: Pick<Untyped, "setRandom" | "randomLCG">;
  readonly compile: typeof compile;
  readonly expressionInterpreter: unknown;
}

let loading: Promise<Vega> | undefined;

export function vega(): Promise<Vega> {
  loading ??= loadVega();
  return loading;
}

async function loadVega(): Promise<Vega> {
  const [module, lite, interpreter] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter"),
  ]);
  const untyped = module as unknown as Untyped;
  untyped.textMetrics.width = measure;
  return {
    core: module,
    random: untyped,
    compile: lite.compile,
    expressionInterpreter: interpreter.expressionInterpreter,
  };
}

/** What Vega exports and its type declarations leave out. */
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

/** Vega estimates widths as 0.8 of the font size a letter, or asks a canvas if one happens to be installed. */
function measure(item: TextItem, text: unknown): number {
  const line = typeof text === "string" ? text : typeof text === "number" ? String(text) : "";
  const font: MeasuredFont = item.font?.includes("Source Sans 3") === true ? "Source Sans 3" : "Arial";
  const width = textWidth(line, font, item.fontSize ?? 11, isBold(item.fontWeight) ? "bold" : "regular");
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
}

function isBold(weight: string | number | undefined): boolean {
  return weight === "bold" || Number(weight) >= 600;
}
