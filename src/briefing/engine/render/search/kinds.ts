/** What a result of the search is, besides a heading, a figure or a table. */
export const entryKinds = {
  claim: "Claim",
  reference: "Reference",
  definition: "Definition",
} as const;
