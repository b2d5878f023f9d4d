import type { SpecObject } from "./size.js";

/** The specification without what neither Vega-Lite draws nor the drawing needs to answer a reader. */
export function drawnPart({ usermeta, ...drawn }: SpecObject): SpecObject {
  const answers = (usermeta as SpecObject | null | undefined)?.["answers"];
  return answers === undefined ? drawn : { ...drawn, usermeta: { answers } };
}
