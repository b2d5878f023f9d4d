/** Whether the rule finds the known facts of a generated world. */
import { countDrafts } from "../../papers/works/count-drafts.js";
import { drafts, type WorldName, worlds } from "../../papers/works/decoupled.js";
import { type Answers, answers } from "./answers.js";

export const names = Object.keys(worlds) as WorldName[];
export const columns = ["S4", "S5", "S6", "selective", "rerouted", "sources", "citations"] as const;
type Column = (typeof columns)[number];

const alike = { selective: "no", sources: "as before", citations: "as before" };
const holding = { S4: "holds", S5: "holds", S6: "holds" };
const still = { ...alike, ...holding, rerouted: "neither" };

/**
 * The true answers; if a column is missing, the world does not determine it.
 *
 * @public rates.mjs loads it through Vite
 */
export const truth: Readonly<Record<WorldName, Partial<Record<Column, string>>>> = {
  nothing: still,
  twelfth: { ...alike, ...holding },
  third: { ...alike, ...holding, rerouted: "both fell" },
  most: { ...alike, ...holding, rerouted: "both fell" },
  "one field": { ...alike, ...holding, S6: "does not hold", selective: "some" },
  "small field": { ...alike, ...holding, S6: "does not hold", selective: "some" },
  "sensitive fields": { ...alike, ...holding, S6: "does not hold", selective: "yes" },
  "mix of fields": { ...holding, selective: "no", S6: "does not hold" },
  rerouted: { ...still, rerouted: "yes" },
  "new sources": { ...alike, S4: "does not hold" },
  "growing sources": { selective: "no", S4: "does not hold" },
  "hidden by sources": { S4: "does not hold" },
  "no countries": { ...alike, S4: "does not hold" },
  "joint without countries": { S4: "does not hold" },
  hyper: { ...alike, ...holding, S5: "does not hold" },
  "some hyper": { ...alike, ...holding, S5: "does not hold" },
  "hidden by hyper": { ...alike, ...holding, S5: "does not hold" },
  dual: { ...alike, ...holding, S5: "does not hold", rerouted: "both fell" },
  "some dual": { ...alike, ...holding, S5: "does not hold" },
  sources: { ...still, sources: "apart" },
  citations: { ...still, citations: "more to their own" },
};

export const run = (name: WorldName, seed: number, perYear: number): Answers =>
  answers(countDrafts(drafts(seed, perYear, name)));

/** `open`: the rule reports that it cannot decide. */
export function judged(name: WorldName, column: Column, found: Answers): "right" | "open" | "wrong" | null {
  const wanted = truth[name][column];
  if (wanted === undefined) return null;
  const answer = found[column];
  if (answer === wanted) return "right";
  return ["not testable", "unclear", "few papers"].includes(answer) ? "open" : "wrong";
}
