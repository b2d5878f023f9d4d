/**
 * Edits of this project's own files with the expected report: `first` is the key of the first change (null: only folded
 * changes), `cause` its complete line on the cause. `chapters` lists those that the edit can affect.
 */
import { joint } from "../altered/cases.mjs";

const replaced = (file, from, to) => (checkout) => checkout.replace(file, from, to);
const inCell = (number, id, from, to) => (checkout) => checkout.cell(number, id, from, to);
const change = (name, alter) => (checkout) => checkout.tables((tables) => tables.change(name, alter));
const scaled = (row, factor) => ({
  ...row,
  ...Object.fromEntries(
    ["all", "scienceEngineering", "other"].map((field) => [field, String(Math.round(factor * row[field]))]),
  ),
});
const people = "src/analysis/pair/people.ts";

export const cases = [
  {
    name: "a formula: the doctorates of all others",
    chapters: ["08"],
    first: "value:08-people-and-money.staying-apartnow",
    cause: "cause: src/analysis/pair/people.ts: stayIntentions",
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
    shows: "without effect: src/analysis/pair/people.ts.",
    edit: replaced(
      people,
      'newest.find((row) => row.citizenship === "WORLD" && row.year === own.year)',
      'newest.find((one) => one.citizenship === "WORLD" && one.year === own.year)',
    ),
  },
  {
    name: "figures restyled: paler points",
    chapters: ["05"],
    first: "figure:citation-pairs",
    cause: "cause: src/authoring/charts/scatter.ts: scatter",
    edit: replaced("src/authoring/charts/scatter.ts", "opacity: 0.75", "opacity: 0.5"),
  },
  {
    name: "a datum: Chinese doctorates of 2023",
    chapters: ["08"],
    first: "value:08-people-and-money.question-ownrate",
    cause: "cause: data/doctorates.csv, 1 row: edition sed-2023, citizenship CN, year 2023",
    edit: change("doctorates", (all) =>
      all.map((row) => (row.citizenship === "CN" && row.year === "2023" ? scaled(row, 0.96) : row)),
    ),
  },
  {
    name: "data of the headline: a tenth fewer joint papers in 2021, in all tables",
    chapters: ["01", "10", "13"],
    first: "first-page:headline",
    edit: (checkout) => checkout.tables(joint((year) => (year === 2021 ? 0.9 : 1))),
  },
  {
    name: "a row added: joint papers of a pair",
    chapters: ["06"],
    first: "figure:technology-propensity",
    cause:
      "cause: data/eto-pairs.csv.gz, 1 row: edition eto-2026-04, field Computer vision, year 2023, a CN, b ZW",
    edit: change("eto-pairs", (all) => {
      const like = all.findLast(({ field, a, b }) => field === "Computer vision" && a === "CN" && b === "US");
      return [...all, { ...like, year: "2023", b: "ZW", works: "30" }];
    }),
  },
  {
    name: "a row removed: a finding on money",
    chapters: ["08"],
    first: "value:08-people-and-money.students-text-sentence-2",
    cause: "cause: data/funding.csv, 1 row: item doe-direct",
    edit: change("funding", (all) => all.filter((row) => row.item !== "doe-direct")),
  },
  {
    name: "a data edition: doctorates of one additional year",
    chapters: ["08"],
    first: "value:08-people-and-money.question-sentence-3",
    cause: "cause: data/doctorates.csv, 20 rows; data/editions.csv, 1 row; data/stay-intentions.csv, 10 rows",
    edit: (checkout) => {
      const next = (row, more = {}) => ({ ...row, edition: "sed-2025", ...more });
      const name = "Survey of Earned Doctorates, year to June 2025";
      change("editions", (all) =>
        all.flatMap((row) =>
          row.edition === "sed-2023" ? [row, next(row, { name, collected: "2026" })] : [row],
        ),
      )(checkout);
      const andLater = (later) => (all) =>
        all.flatMap((row) => [
          row,
          ...(row.edition === "sed-2023" && row.year === "2023"
            ? [next(row), next(later(row), { year: "2025" })]
            : []),
        ]);
      change(
        "doctorates",
        andLater((row) => scaled(row, 1.05)),
      )(checkout);
      change(
        "stay-intentions",
        andLater((row) => row),
      )(checkout);
    },
  },
  {
    name: "a threshold of the verdict rule: what makes confidence high",
    chapters: ["10", "13"],
    first: "value:10-verdict.verdict-sentence-5",
    cause: "cause: data/verdict-rule.json, 1 entry: confidence.leastTipping 0.02 → 0.005",
    edit: replaced("data/verdict-rule.json", '"leastTipping": 0.02', '"leastTipping": 0.005'),
  },
  {
    name: "a parameter in briefing.yml",
    chapters: ["06"],
    first: "value:06-artificial-intelligence.front-matter-sentence-3",
    cause: "cause: parameters (added): let since: number = 2015;",
    edit: (checkout) => checkout.settings((settings) => (settings.parameters = { since: 2015 })),
  },
  {
    name: "a chapter’s file renamed",
    chapters: ["08"],
    first: null,
    shows: "1 chapter renamed.",
    edit: (checkout) => {
      checkout.rename("notebooks/08-people-and-money.ipynb", "notebooks/08-people.ipynb");
      checkout.settings((settings) => (settings.order = ["08-people.ipynb"]));
    },
  },
  {
    name: "a reference",
    chapters: ["06"],
    first: "citation:eto2026",
    edit: replaced(
      "notebooks/references.bib",
      "Cross-Border Tech Research",
      "Cross-Border Technology Research",
    ),
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
    name: "a cell in two",
    chapters: ["08"],
    first: null,
    shows: "2 code cells.",
    edit: (checkout) =>
      checkout.notebook("08", (cells) => {
        const at = cells.findIndex(({ id }) => id === "students-and-money");
        const cell = cells[at];
        const [first, second] = cell.source.split("const funding");
        const two = { ...structuredClone(cell), id: "money", source: `const funding${second}` };
        cells.splice(at, 1, { ...cell, source: first.trimEnd() }, two);
      }),
  },
  {
    name: "a formula in a cell: how growth is measured",
    chapters: ["07"],
    first: "value:07-space-and-climate.question-percent-uschange-digits-0",
    cause:
      "cause: cell emitters of notebooks/07-space-and-climate.ipynb: const growth = (code: string) => { … return at(until) / at(since) - 1.01;",
    edit: inCell("07", "emitters", "at(until) / at(since) - 1", "at(until) / at(since) - 1.01"),
  },
  {
    name: "a formula in a sentence",
    chapters: ["08"],
    first: "value:08-people-and-money.stayed-whole-rest-part",
    cause: "Its expression in the text was edited.",
    edit: inCell("08", "stayed", "whole(stayed)", "whole(rest.part)"),
  },
  {
    name: "a condition: a sentence is struck",
    chapters: ["08"],
    first: "value:08-people-and-money.front-matter-sentence-1",
    cause: "cause: cell living of notebooks/08-people-and-money.ipynb: const mostLiveThere = stayed >= 0.9;",
    edit: inCell("08", "living", "stayed >= 0.6", "stayed >= 0.9"),
  },
  {
    name: "a column removed from a table",
    chapters: ["08"],
    first: "table:residence",
    cause: "cause: cell residence of notebooks/08-people-and-money.ipynb: table([...origins, rest], {",
    edit: inCell(
      "08",
      "residence",
      '    { field: "living", title: "Lived in the US", format: "count" },\n',
      "",
    ),
  },
  {
    name: "a datum, a comment, punctuation and a colour at once",
    chapters: ["07"],
    first: "value:07-space-and-climate.question-percent-together-digits-0",
    cause:
      "cause: data/co2.csv, 1 row: edition gcb-2024, economy CN, year 2023: tonnes 11902503000 → 12902503000",
    edit: (checkout) => {
      inCell("07", "emissions-figure", "height: 260", "height: 300")(checkout);
      inCell("07", "fossils-text", "The numbers are small and", "The numbers are small, and")(checkout);
      inCell("07", "emitters", "const co2 =", "// Carbon dioxide.\nconst co2 =")(checkout);
      change("co2", (all) =>
        all.map((row) =>
          row.economy === "CN" && row.year === "2023" ? { ...row, tonnes: "12902503000" } : row,
        ),
      )(checkout);
    },
  },
];
