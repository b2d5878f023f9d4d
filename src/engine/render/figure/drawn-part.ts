import type { SpecObject } from "./size.js";

/** The specification without what Vega-Lite does not draw. */
export function drawnPart(spec: SpecObject): SpecObject {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => name !== "usermeta"));
}
