/**
 * Edits of this project's own files with the expected report: `first` is the key of the first change (null: only folded
 * changes), `cause` its complete line on the cause. `chapters` lists those that the edit can affect. All kinds of edits,
 * in memory: test/engine/diff/edits.
 */
import { joint } from "../altered/cases.mjs";

const replaced = (file, from, to) => (checkout) => checkout.replace(file, from, to);
const inCell = (number, id, from, to) => (checkout) => checkout.cell(number, id, from, to);
const change = (name, alter) => (checkout) => checkout.tables((tables) => tables.change(name, alter));
const people = "src/collaboration/pair/people.ts";

export const cases = [
  {
    name: "a formula: the doctorates of all others",
    chapters: ["08"],
    first: "value:08-people-and-money.staying-fmt-points-gapnow-digits-0",
    cause: "cause: src/collaboration/pair/people.ts: stayIntentions",
    edit: replaced(
      people,
      "const rest = all.doctorates - doctorates;",
      "const rest = all.doctorates - 0.98 * doctorates;",
    ),
  },
  {
    name: "a refactoring without effect: local names",
    chapters: ["08"],
    first: null,
    shows: "without effect: src/collaboration/pair/people.ts.",
    edit: replaced(
      people,
      'newest.find((row) => row.citizenship === "WORLD" && row.year === own.year)',
      'newest.find((one) => one.citizenship === "WORLD" && one.year === own.year)',
    ),
  },
  {
    name: "data of the headline: a tenth fewer joint papers in 2021, in all tables",
    chapters: ["01", "10", "13", "14"],
    first: "first-page:headline",
    edit: (checkout) => checkout.tables(joint((year) => (year === 2021 ? 0.9 : 1))),
  },
  {
    name: "a package update: another thousands separator",
    chapters: ["08"],
    first: "table:residence",
    cause: "possible cause: d3-format 3.1.3 → 3.2.0",
    options: ["--no-cache"],
    edit: (checkout) =>
      checkout.package("d3-format", {
        version: "3.2.0",
        file: "dist/d3-format.mjs",
        from: "return t.reverse().join(thousands);",
        to: "return t.reverse().join(`${thousands}0`);",
      }),
  },
  {
    name: "a datum, a comment, punctuation and a colour at once",
    chapters: ["07", "14"],
    first: "value:07-space-and-climate.question-count-after-both",
    cause: "cause: data/palaeontology.csv, 1 row: edition pbdb-2021, year 2019: both 43 → 53",
    edit: (checkout) => {
      inCell("14", "emitters", "slice(0, 5)", "slice(0, 4)")(checkout);
      inCell("07", "question", "Each speaks for one group.", "Each speaks for one group only.")(checkout);
      inCell("07", "fossils", "const fossils =", "// The newest edition.\nconst fossils =")(checkout);
      change("palaeontology", (all) =>
        all.map((row) => (row.year === "2019" ? { ...row, both: String(Number(row.both) + 10) } : row)),
      )(checkout);
    },
  },
];
