/** Edits of src/: compiled, counted and loaded by the notebooks. */
import { whole } from "./checkout.mjs";

const replaced = (file, from, to) => (checkout) => checkout.replace(file, from, to);
const people = "src/analysis/pair/people.ts";

export const codeEdits = [
  {
    name: "a formula: the change of doctorates",
    chapters: ["08"],
    first: "value:08-people-and-money.front-matter-doctoratesentence.3",
    cause: "cause: src/analysis/pair/people.ts: doctorateCourses",
    edit: replaced(
      people,
      "last.doctorates / first.doctorates - 1",
      "last.doctorates / greatest.doctorates - 1",
    ),
  },
  {
    name: "a formula: the mean change of citations",
    chapters: ["05"],
    first: "value:05-citations.question-fmt-change-elsewhere-value-0-words-more",
    cause: "cause: src/analysis/pair/citations.ts: logChange",
    edit: replaced("src/analysis/pair/citations.ts", "Math.log(after / before)", "Math.log2(after / before)"),
  },
  {
    name: "a refactoring without effect: local names",
    chapters: ["08"],
    first: null,
    shows: "without effect: src/analysis/pair/people.ts.",
    edit: replaced(
      people,
      "years.reduce((most, one) => (one.doctorates > most.doctorates ? one : most))",
      "years.reduce((best, each) => (each.doctorates > best.doctorates ? each : best))",
    ),
  },
  {
    name: "a threshold: what “about” means",
    chapters: whole,
    first: "claim:fifth-of-world",
    cause: "cause: src/analysis/claims/words.ts",
    edit: replaced("src/analysis/claims/words.ts", "export const about = 0.1;", "export const about = 0.02;"),
  },
  {
    name: "a unit: millions of tonnes for billions",
    chapters: ["07"],
    first: "value:07-space-and-climate.emissions-text-holds-text-in-fmt-year-emissionyear.2",
    cause: "cause: src/analysis/claims/words.ts: tonnesWords",
    edit: replaced(
      "src/analysis/claims/words.ts",
      '(emitter?.tonnes ?? 0) / 1e9, { digits: 1, unit: "billion tonnes" }',
      '(emitter?.tonnes ?? 0) / 1e6, { digits: 0, unit: "million tonnes" }',
    ),
  },
  {
    name: "figures restyled: thicker lines of their grids",
    chapters: ["05"],
    first: "figure:segregation",
    cause: "cause: src/authoring/charts/layers.ts",
    edit: replaced(
      "src/authoring/charts/layers.ts",
      'gridLine = { color: colour("grid"), strokeWidth: 1 }',
      'gridLine = { color: colour("grid"), strokeWidth: 2 }',
    ),
  },
  {
    name: "a sentence in a module: the evidence of a claim",
    chapters: whole,
    first: "claim:fall-2022",
    cause: "cause: src/analysis/claims/counts.ts: levels",
    edit: replaced(
      "src/analysis/claims/counts.ts",
      "no level confirms or contradicts another",
      "no level confirms another",
    ),
  },
  {
    name: "a helper that others call: how places are counted",
    chapters: ["07"],
    first: "value:emissions.title.1",
    cause: "cause: src/analysis/pair/emissions.ts: emitters",
    edit: replaced(
      "src/analysis/pair/emissions.ts",
      "other.tonnes > tonnes).length + 1",
      "other.tonnes >= tonnes).length + 1",
    ),
  },
];
