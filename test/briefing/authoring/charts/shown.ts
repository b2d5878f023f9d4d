import { figure } from "../../../../src/briefing/index.js";
import type { Json } from "../../../../src/briefing/engine/diff/kinds/figure-spec.js";
import type { Chart } from "../../../../src/briefing/authoring/rows-of.js";
import type { Figure } from "../../../../src/briefing/model/display.js";
import { mime } from "../../../../src/briefing/model/mime.js";
import { withKernel } from "../show/kernel.js";

/** What a figure of this chart stores: its specification, and the rows of its table and CSV. */
export function shownBy(chart: Chart): { readonly spec: Json; readonly figure: Figure } {
  const shown = withKernel("ours");
  figure(chart);
  const [bundle] = shown;
  return { spec: bundle?.[mime.vegaLite] as Json, figure: bundle?.[mime.figure] as Figure };
}
