/** Edits of src/: compiled, counted and loaded by the notebooks. */
import { whole } from "./checkout.mjs";

const replaced = (file, from, to) => (checkout) => checkout.replace(file, from, to);
const people = "src/analysis/pair/people.ts";

export const codeEdits = [
  {
    name: "a formula: the change of doctorates",
    chapters: ["08"],
    edit: replaced(
      people,
      "last.doctorates / first.doctorates - 1",
      "last.doctorates / greatest.doctorates - 1",
    ),
  },
  {
    name: "a formula: the mean change of citations",
    chapters: ["05"],
    edit: replaced("src/analysis/pair/citations.ts", "Math.log(after / before)", "Math.log2(after / before)"),
  },
  {
    name: "a refactoring without effect: local names",
    chapters: ["08"],
    edit: replaced(
      people,
      "years.reduce((most, one) => (one.doctorates > most.doctorates ? one : most))",
      "years.reduce((best, each) => (each.doctorates > best.doctorates ? each : best))",
    ),
  },
  {
    name: "a comment in a module",
    chapters: ["08"],
    edit: replaced(people, "const byYear =", "/** Oldest first. */\nconst byYear ="),
    nothing: true,
  },
  {
    name: "a function renamed",
    chapters: ["08"],
    edit: (checkout) => checkout.write(people, checkout.read(people).replaceAll(/\bends\b/g, "firstAndLast")),
  },
  {
    name: "a threshold: what “about” means",
    chapters: whole,
    edit: replaced("src/analysis/claims/words.ts", "export const about = 0.1;", "export const about = 0.02;"),
  },
  {
    name: "a formula that no chapter here runs",
    chapters: ["08"],
    edit: replaced("src/analysis/pair/emissions.ts", "tonnes / 1e9", "tonnes / 1e6"),
  },
  {
    name: "a unit: millions of tonnes for billions",
    chapters: ["07"],
    edit: replaced(
      "src/analysis/claims/words.ts",
      '(emitter?.tonnes ?? 0) / 1e9, { digits: 1, unit: "billion tonnes" }',
      '(emitter?.tonnes ?? 0) / 1e6, { digits: 0, unit: "million tonnes" }',
    ),
  },
  {
    name: "a figure restyled for all: thicker lines of the grid",
    chapters: ["08"],
    edit: replaced(
      "src/authoring/charts/layers.ts",
      'gridLine = { color: colour("grid"), strokeWidth: 1 }',
      'gridLine = { color: colour("grid"), strokeWidth: 2 }',
    ),
  },
  {
    name: "a sentence in a module: the evidence of a claim",
    chapters: whole,
    edit: replaced(
      "src/analysis/claims/counts.ts",
      "no level confirms or contradicts another",
      "no level confirms another",
    ),
  },
  {
    name: "a helper that others call: how places are counted",
    chapters: ["07"],
    edit: replaced(
      "src/analysis/pair/emissions.ts",
      "other.tonnes > tonnes).length + 1",
      "other.tonnes >= tonnes).length + 1",
    ),
  },
];
