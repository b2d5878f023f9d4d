/** The indicators of `analysis` over the project's own tables of pairs of economies. */
export * from "./partners.js";
