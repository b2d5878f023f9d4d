// The folders of the packages in this repository, relative to its root, where the build scripts run.

/** The tool. */
export const tool = "src/briefing";
/** Its compiled modules. */
export const dist = `${tool}/dist`;
/** Packages whose modules notebooks import, with the entries that are bundled: each is `dist/NAME.js`. */
export const libraries = [
  { folder: tool, entries: ["index", "analysis", "frame"] },
  { folder: "src/collaboration", entries: ["index"] },
];
/** All packages that are published. */
export const packages = [tool, "src/collaboration", "src/papers"];
