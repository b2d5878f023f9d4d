/** Everything a notebook may import from this package. */
export type * from "./rows.js";
export * as affinity from "./indicators/affinity.js";
export * as citation from "./indicators/citation.js";
export * as claims from "./claims/claims.js";
export * as counting from "./indicators/counting.js";
export * as decomposition from "./indicators/decomposition.js";
export * as diversity from "./indicators/diversity.js";
export * as fields from "./indicators/fields.js";
export * as inference from "./indicators/inference.js";
export * as pair from "./pair/pair.js";
export * as verdict from "./verdict/index.js";
