/**
 * MIME types of the bundles a cell emits. The bundles are the only bridge between the notebook side
 * (data, analysis, charts, show) and the engine (notebook … render).
 */
export const mime = {
  vegaLite: "application/vnd.vegalite.v5+json",
  figure: "application/vnd.briefing.figure+json",
  table: "application/vnd.briefing.table+json",
  value: "application/vnd.briefing.value+json",
  claim: "application/vnd.briefing.claim+json",
  assumption: "application/vnd.briefing.assumption+json",
  json: "application/json",
  html: "text/html",
  markdown: "text/markdown",
  plain: "text/plain",
  svg: "image/svg+xml",
  png: "image/png",
} as const;

/** Key under which the engine stores its data in the metadata of notebooks, cells and kernel replies. */
export const metadataKey = "briefing";

/** A MIME type, key of metadata or schema id as it is called now: files of earlier versions say decoupling-briefing. */
export const currentName = (name: string): string =>
  name.replace(/^(application\/vnd\.|urn:)?decoupling-briefing(?=[.:]|$)/, "$1briefing");

/** Version of the JSON inside our own MIME types; readers reject newer versions. */
export const bundleVersion = 1;
