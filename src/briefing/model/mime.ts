/**
 * MIME types of the bundles a cell emits. The bundles are the only bridge between the notebook side
 * (data, analysis, charts, show) and the engine (notebook … render).
 */
export const mime = {
  vegaLite: "application/vnd.vegalite.v5+json",
  figure: "application/vnd.decoupling-briefing.figure+json",
  table: "application/vnd.decoupling-briefing.table+json",
  value: "application/vnd.decoupling-briefing.value+json",
  claim: "application/vnd.decoupling-briefing.claim+json",
  json: "application/json",
  html: "text/html",
  markdown: "text/markdown",
  plain: "text/plain",
  svg: "image/svg+xml",
  png: "image/png",
} as const;

/** Key under which the engine stores its data in the metadata of notebooks, cells and kernel replies. */
export const metadataKey = "decoupling-briefing";

/** Version of the JSON inside our own MIME types; readers reject newer versions. */
export const bundleVersion = 1;
