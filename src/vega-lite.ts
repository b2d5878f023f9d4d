/**
 * The type of a figure's specification, for who wants encodings completed and checked while writing:
 * `const spec: VegaLite = { … }`. An entry of its own, `decoupling-briefing/vega-lite`: it takes TypeScript as long to
 * read as everything else that a notebook imports.
 */
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- its types draw nothing
export type { TopLevelSpec as VegaLite } from "vega-lite/types_unstable/spec/index.js";
