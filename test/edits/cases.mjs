/**
 * Edits of this project's own files with the expected report: `first`, the key of the change that stands first (null: nothing
 * but what is folded away), and `cause`, all that its line on the cause says. `chapters` are those that the edit can touch.
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
    name: "a datum: Chinese doctorates of 2023",
    chapters: ["08"],
    first: "value:08-people-and-money.front-matter-doctoratesentence.3",
    cause: "cause: data/doctorates.csv, 1 row: edition sed-2023, citizenship CN, year 2023",
    edit: change("doctorates", (all) =>
      all.map((row) => (row.citizenship === "CN" && row.year === "2023" ? scaled(row, 0.96) : row)),
    ),
  },
  {
    name: "data of the headline: a tenth fewer joint papers in 2021, in all tables",
    chapters: ["01", "10"],
    first: "first-page:headline",
    edit: (checkout) => checkout.tables(joint((year) => (year === 2021 ? 0.9 : 1))),
  },
  {
    name: "a row added: a printed number",
    chapters: ["06"],
    first: "table:ai-printed",
    cause: "cause: data/estimates.csv, 1 row: id zhao-change-later",
    edit: change("estimates", (all) => {
      const like = all.findLast(
        ({ standing, measure }) => standing === "primary" && /AI|NeurIPS/.test(measure),
      );
      return [...all, { ...like, id: `${like.id}-later`, lower: String(Number(like.lower) + 1) }];
    }),
  },
  {
    name: "a row taken out: a finding on money",
    chapters: ["08"],
    first: "value:08-people-and-money.pressure-sentence-2",
    cause: "cause: data/funding.csv, 1 row: item doe-direct",
    edit: change("funding", (all) => all.filter((row) => row.item !== "doe-direct")),
  },
  {
    name: "a data edition: doctorates of a year more",
    chapters: ["08"],
    first: "value:08-people-and-money.front-matter-doctoratesentence.3",
    cause:
      "cause: data/doctorates.csv, 230 rows; data/editions.csv, 1 row; data/stay-intentions.csv, 75 rows",
    edit: (checkout) => {
      const next = (row, more = {}) => ({ ...row, edition: "sed-2024", ...more });
      const name = "Survey of Earned Doctorates, year to June 2024";
      change("editions", (all) =>
        all.flatMap((row) =>
          row.edition === "sed-2023" ? [row, next(row, { name, collected: "2024-06" })] : [row],
        ),
      )(checkout);
      const andLater = (later) => (all) =>
        all.flatMap((row) => [
          next(row),
          ...(row.year === "2023" ? [next(later(row), { year: "2024" })] : []),
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
    chapters: ["10"],
    first: "value:10-verdict.firm-confidence-caps-length-0-text-confidence.1",
    cause: "cause: data/verdict-rule.json, 1 entry: confidence.leastTipping 0.02 → 0.005",
    edit: replaced("data/verdict-rule.json", '"leastTipping": 0.02', '"leastTipping": 0.005'),
  },
  {
    name: "a parameter in briefing.yml",
    chapters: ["06"],
    first: "value:06-artificial-intelligence.question-sentence-2",
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
    first: "citation:duncan1955",
    edit: replaced("notebooks/references.bib", "A Methodological Analysis", "A Methodical Analysis"),
  },
  {
    name: "a package update: danfo’s least is another",
    chapters: ["08"],
    first: "table:citizenships",
    cause: "possible cause: danfojs-node 1.2.0 → 1.3.0",
    options: ["--no-cache"],
    edit: (checkout) =>
      checkout.package("danfojs-node", {
        version: "1.3.0",
        file: "dist/danfojs-base/aggregators/groupby.js",
        from: "data.push(min);",
        to: "data.push(min / 2);",
      }),
  },
  {
    name: "a cell in two",
    chapters: ["08"],
    first: null,
    shows: "2 code cells.",
    edit: (checkout) =>
      checkout.notebook("08", (cells) => {
        const at = cells.findIndex(({ id }) => id === "stays");
        const cell = cells[at];
        const [first, second] = cell.source.split("const stayedSentence");
        const two = {
          ...structuredClone(cell),
          id: "stayed-sentence",
          source: `const stayedSentence${second}`,
        };
        cells.splice(at, 1, { ...cell, source: first.trimEnd() }, two);
      }),
  },
  {
    name: "a formula in a cell: how a fall is measured",
    chapters: ["07"],
    first: "value:07-space-and-climate.citing-sentence-2",
    cause:
      "cause: cell proxies of notebooks/07-space-and-climate.ipynb: const largestFall = Math.max(0, ...fell.map((each) => (each.before - each.after) / each.b…",
    edit: inCell("07", "proxies", "each.before - each.after", "(each.before - each.after) / each.before"),
  },
  {
    name: "a formula in a sentence",
    chapters: ["08"],
    first: "value:08-people-and-money.question-percent-last-doctorates-greatest",
    cause: "Its expression in the text was edited.",
    edit: inCell(
      "08",
      "question",
      "percent(last.doctorates / allMeant.last.doctorates, { digits: 0 })",
      "percent(last.doctorates / greatest.doctorates, { digits: 0 })",
    ),
  },
  {
    name: "a condition: a sentence is struck",
    chapters: ["08"],
    first: "value:08-people-and-money.question-sentence-2",
    cause:
      "cause: cell people of notebooks/08-people-and-money.ipynb: const grew = last.doctorates >= 1.2 * greatest.doctorates && last.doctorates > first.doct…",
    edit: inCell("08", "people", "0.9 * greatest.doctorates", "1.2 * greatest.doctorates"),
  },
  {
    name: "a table’s column more",
    chapters: ["08"],
    first: "table:funding",
    cause:
      'cause: cell funding of notebooks/08-people-and-money.ipynb: table({ … { field: "unit", title: "Unit" },',
    edit: inCell(
      "08",
      "funding",
      '{ field: "citation", title: "Report" },',
      '{ field: "citation", title: "Report" },\n    { field: "unit", title: "Unit" },',
    ),
  },
  {
    name: "a datum, a comment, punctuation and a colour at once",
    chapters: ["07"],
    first: "value:07-space-and-climate.emissions-text-tonnes-cn",
    cause:
      "cause: data/co2.csv, 1 row: edition gcb-2024, economy CN, year 2023: tonnes 11902503000 → 12902503000",
    edit: (checkout) => {
      inCell("07", "emissions-figure", "height: 240", "height: 300")(checkout);
      inCell("07", "conclusion", "and the countries", "and with the countries")(checkout);
      inCell("07", "proxies", "const proxies =", "// Stand-ins.\nconst proxies =")(checkout);
      change("co2", (all) =>
        all.map((row) =>
          row.economy === "CN" && row.year === "2023" ? { ...row, tonnes: "12902503000" } : row,
        ),
      )(checkout);
    },
  },
];
