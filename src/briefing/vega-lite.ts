/**
 * The type of a figure's specification: in `const spec: VegaLite = { … }` encodings are completed and checked. It has an
 * entry of its own, `briefing/vega-lite`, because TypeScript needs as long for it as for all else that a
 * notebook imports.
 */
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- only a type: render alone draws with vega-lite
export type { TopLevelSpec as VegaLite } from "vega-lite/types_unstable/spec/index.js";
