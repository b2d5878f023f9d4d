/** The names of kinds of change, apart from the kinds: help prints them, and should not load what compares briefings. */

/** Every kind of change, in the order in which formats and the headline list them. */
export const changeKinds = [
  "stale",
  "sentence",
  "value",
  "margin",
  "claim",
  "table",
  "figure",
  "image",
  "file",
  "output",
  "first-page",
  "prose",
  "section",
  "citation",
  "source",
  "front-matter",
  "code",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** The names by which `--fail-on` selects some of the changes of a kind. */
export const kindGates = ["verdict", "guard", "figure-data", "figure-meaning", "figure-style"] as const;
export type KindGate = (typeof kindGates)[number];
