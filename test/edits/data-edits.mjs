/** Edits of data/, briefing.yml and what is installed. */
import { joint } from "../altered/cases.mjs";
import { whole } from "./checkout.mjs";

const scaled = (row, fields, factor) => ({
  ...row,
  ...Object.fromEntries(fields.map((field) => [field, String(Math.round(factor * row[field]))])),
});
const isOf = (wanted) => (row) => Object.entries(wanted).every(([field, cell]) => row[field] === cell);
/** Alters the rows of a table that have these cells. */
const rows = (name, wanted, alter) => (checkout) =>
  checkout.tables((tables) =>
    tables.change(name, (all) => all.map((row) => (isOf(wanted)(row) ? alter(row) : row))),
  );
const doctors = ["all", "scienceEngineering", "other"];

export const dataEdits = [
  {
    name: "a datum: Chinese doctorates of 2023",
    chapters: ["08"],
    first: "value:08-people-and-money.front-matter-doctoratesentence.3",
    cause: "cause: data/doctorates.csv, 1 row: edition sed-2023, citizenship CN, year 2023",
    edit: rows("doctorates", { citizenship: "CN", year: "2023" }, (row) => scaled(row, doctors, 0.96)),
  },
  {
    name: "a datum: one index of citations",
    chapters: ["05"],
    first: "value:05-citations.question-fmt-change-elsewhere-value-0-words-more",
    cause:
      "cause: data/citation-index.csv, 1 row: edition nsf-2024, year 2020, field physics, citing US, cited CN: index 0.35 → 0.45",
    edit: rows("citation-index", { year: "2020", field: "physics", citing: "US", cited: "CN" }, (row) => ({
      ...row,
      index: "0.45",
    })),
  },
  {
    name: "a datum: emissions of China in 2023",
    chapters: ["07"],
    first: "value:07-space-and-climate.emissions-text-holds-text-in-fmt-year-emissionyear.2",
    cause:
      "cause: data/co2.csv, 1 row: edition gcb-2024, economy CN, year 2023: tonnes 11902503000 → 13092753300",
    edit: rows("co2", { economy: "CN", year: "2023" }, (row) => scaled(row, ["tonnes"], 1.1)),
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
    edit: (checkout) =>
      checkout.tables((tables) =>
        tables.change("estimates", (all) => {
          const like = all.findLast(
            ({ standing, measure }) => standing === "primary" && /AI|NeurIPS/.test(measure),
          );
          return [...all, { ...like, id: `${like.id}-later`, lower: String(Number(like.lower) + 1) }];
        }),
      ),
  },
  {
    name: "a row taken out: a finding on money",
    chapters: ["08"],
    first: "value:08-people-and-money.pressure-holds-the-national-science-foundation",
    cause: "cause: data/funding.csv, 1 row: item doe-direct",
    edit: (checkout) =>
      checkout.tables((tables) =>
        tables.change("funding", (all) => all.filter((row) => row.item !== "doe-direct")),
      ),
  },
  {
    name: "a data edition: doctorates of a year more",
    chapters: ["08"],
    first: "value:08-people-and-money.front-matter-doctoratesentence.3",
    cause:
      "cause: data/doctorates.csv, 230 rows; data/editions.csv, 1 row; data/stay-intentions.csv, 75 rows",
    edit: (checkout) =>
      checkout.tables((tables) => {
        const next = (row) => ({ ...row, edition: "sed-2024" });
        tables.change("editions", (all) =>
          all.flatMap((row) =>
            row.edition === "sed-2023"
              ? [
                  row,
                  {
                    ...next(row),
                    name: "Survey of Earned Doctorates, year to June 2024",
                    collected: "2024-06",
                  },
                ]
              : [row],
          ),
        );
        for (const name of ["doctorates", "stay-intentions"])
          tables.change(name, (all) =>
            all.flatMap((row) =>
              row.year === "2023"
                ? [
                    next(row),
                    { ...next(name === "doctorates" ? scaled(row, doctors, 1.05) : row), year: "2024" },
                  ]
                : [next(row)],
            ),
          );
      }),
  },
  {
    name: "an edition’s month: NSF’s early count becomes complete",
    chapters: ["01", "10"],
    first: "first-page:headline",
    edit: rows("editions", { edition: "nsf-2024" }, (row) => ({ ...row, collected: "2024-02" })),
  },
  {
    name: "a claim’s statement in the table of claims",
    chapters: whole,
    first: "claim:emitters",
    cause: "cause: data/claims.csv, 1 row: id emitters: statement",
    edit: rows("claims", { id: "emitters" }, (row) => ({
      ...row,
      statement: `${row.statement.slice(0, -1)} today.`,
    })),
  },
  {
    name: "a description in the data package",
    chapters: ["08"],
    first: null,
    shows: "without effect: data/datapackage.json.",
    edit: (checkout) =>
      checkout.replace(
        "data/datapackage.json",
        '"US–China research in published figures"',
        '"Research of two countries"',
      ),
  },
  {
    name: "a threshold of the verdict rule: partial decoupling",
    chapters: ["01", "10"],
    first: "first-page:headline",
    edit: (checkout) => checkout.replace("data/verdict-rule.json", '"partial": 0.9,', '"partial": 0.8,'),
  },
  {
    name: "a threshold of the verdict rule: what makes confidence high",
    chapters: ["10"],
    first: "value:10-verdict.firm-confidence-caps-length-0-text-confidence.1",
    cause: "cause: data/verdict-rule.json, 1 entry: confidence.leastTipping 0.02 → 0.005",
    edit: (checkout) =>
      checkout.replace("data/verdict-rule.json", '"leastTipping": 0.02', '"leastTipping": 0.005'),
  },
  {
    name: "a parameter in briefing.yml",
    chapters: ["06"],
    first: "value:06-artificial-intelligence.question-holds-text-from-from-to-to-china-s.3",
    cause: "cause: parameters (added): let since: number = 2015;",
    edit: (checkout) => checkout.settings((settings) => (settings.parameters = { since: 2015 })),
  },
  {
    name: "a parameter on the command line",
    chapters: ["04"],
    first: "value:04-fields.strengths-words-holds-text-the-four-greatest-strengths.2",
    cause: "cause: parameters (added): let strength: number = 1.5;",
    options: ["-p", "strength=1.5"],
    edit: () => {},
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
    edit: (checkout) =>
      checkout.replace("notebooks/references.bib", "A Methodological Analysis", "A Methodical Analysis"),
  },
  {
    name: "a package update without effect",
    chapters: ["08"],
    first: null,
    shows: "without effect: danfojs-node 1.2.0 → 1.2.1.",
    options: ["--no-cache"],
    edit: (checkout) => checkout.package("danfojs-node", { version: "1.2.1" }),
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
];
