/** Edits of data/, briefing.yml and what is installed. */
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
    edit: rows("doctorates", { citizenship: "CN", year: "2023" }, (row) => scaled(row, doctors, 0.96)),
  },
  {
    name: "a datum: one index of citations",
    chapters: ["05"],
    edit: rows("citation-index", { year: "2020", field: "physics", citing: "US", cited: "CN" }, (row) => ({
      ...row,
      index: "0.45",
    })),
  },
  {
    name: "a datum: emissions of China in 2023",
    chapters: ["07"],
    edit: rows("co2", { economy: "CN", year: "2023" }, (row) => scaled(row, ["tonnes"], 1.1)),
  },
  {
    name: "a datum of the headline: OpenAlex’s joint papers of 2021",
    chapters: ["01", "10"],
    edit: rows("copublications", { edition: "openalex-2024-08", partner: "CN", year: "2021" }, (row) =>
      scaled(row, ["lower", "upper"], 0.9),
    ),
  },
  {
    name: "a row added: a printed number",
    chapters: ["06"],
    edit: (checkout) =>
      checkout.tables((tables) =>
        tables.change("estimates", (all) => {
          const like = all.findLast((row) => row.reporter === "US");
          return [...all, { ...like, id: `${like.id}-later`, lower: String(Number(like.lower) + 1) }];
        }),
      ),
  },
  {
    name: "a row taken out: a finding on money",
    chapters: ["08"],
    edit: (checkout) =>
      checkout.tables((tables) =>
        tables.change("funding", (all) => all.filter((row) => row.item !== "doe-direct")),
      ),
  },
  {
    name: "a file’s rows in another order",
    chapters: ["05"],
    edit: (checkout) => checkout.tables((tables) => tables.change("citation-index", (all) => all.reverse())),
  },
  {
    name: "a data edition: doctorates of a year more",
    chapters: ["08"],
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
    edit: rows("editions", { edition: "nsf-2024" }, (row) => ({ ...row, collected: "2024-02" })),
  },
  {
    name: "a claim’s statement in the table of claims",
    chapters: whole,
    edit: rows("claims", { id: "emitters" }, (row) => ({
      ...row,
      statement: `${row.statement.slice(0, -1)} today.`,
    })),
  },
  {
    name: "a description in the data package",
    chapters: ["08"],
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
    edit: (checkout) => checkout.replace("data/verdict-rule.json", '"partial": 0.9,', '"partial": 0.8,'),
  },
  {
    name: "a threshold of the verdict rule: what makes confidence high",
    chapters: ["10"],
    edit: (checkout) =>
      checkout.replace("data/verdict-rule.json", '"leastTipping": 0.02', '"leastTipping": 0.005'),
  },
  {
    name: "a parameter in briefing.yml",
    chapters: ["06"],
    edit: (checkout) => checkout.settings((settings) => (settings.parameters = { since: 2015 })),
  },
  {
    name: "a parameter on the command line",
    chapters: ["04"],
    options: ["-p", "strength=1.5"],
    edit: () => {},
  },
  {
    name: "chapters in another order",
    chapters: ["05", "07", "08"],
    edit: (checkout) => checkout.settings((settings) => settings.order.reverse()),
  },
  {
    name: "a chapter moved to the front",
    chapters: ["05", "07", "08"],
    edit: (checkout) => checkout.settings(({ order }) => order.unshift(order.pop())),
  },
  {
    name: "a chapter left out",
    chapters: ["05", "08"],
    edit: (checkout) => checkout.keep(["05"]),
  },
  {
    name: "a chapter’s file renamed",
    chapters: ["08"],
    edit: (checkout) => {
      checkout.rename("notebooks/08-people-and-money.ipynb", "notebooks/08-people.ipynb");
      checkout.settings((settings) => (settings.order = ["08-people.ipynb"]));
    },
  },
  {
    name: "an author",
    chapters: ["08"],
    edit: (checkout) => checkout.settings(({ authors }) => authors.push("A. Nother")),
  },
  {
    name: "a reference",
    chapters: ["06"],
    edit: (checkout) =>
      checkout.replace("notebooks/references.bib", "A Methodological Analysis", "A Methodical Analysis"),
  },
  {
    name: "a package update without effect",
    chapters: ["08"],
    edit: (checkout) => checkout.package("danfojs-node", { version: "1.2.1" }),
  },
  {
    name: "a package update: danfo’s least is another",
    chapters: ["08"],
    edit: (checkout) =>
      checkout.package("danfojs-node", {
        version: "1.3.0",
        file: "dist/danfojs-base/aggregators/groupby.js",
        from: "data.push(min);",
        to: "data.push(min / 2);",
      }),
  },
];
