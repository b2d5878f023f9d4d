// Alters the data behind sentences of the shipped briefing by slightly less and slightly more than their margins:
// the conditions stay true, and become false. Only the chapters concerned are executed.
// usage: node test/altered/margins.mjs
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { briefing, check, part, root, sum } from "../checks.mjs";
import { ProjectCopy } from "./project-copy.mjs";

const copy = new ProjectCopy();
const { guards } = JSON.parse(readFileSync(path.join(root, "output/report.json"), "utf8"));

/** Adds to a cell of the first row with these cells; whole numbers stay whole. */
function add(tables, name, where, field, amount) {
  tables.change(name, (rows) => {
    const isWanted = (row) => Object.entries(where).every(([key, value]) => row[key] === String(value));
    const found = rows.find(isWanted);
    const before = Number(found[field]);
    found[field] = String(
      Number.isInteger(before) && Math.abs(amount) > 5 ? Math.round(before + amount) : before + amount,
    );
    return rows;
  });
}

const cellOf = (tables, name, where, field) =>
  Number(
    tables
      .rows(name)
      .find((row) => Object.entries(where).every(([key, value]) => row[key] === String(value)))[field],
  );

const doctorates = (citizenship, year) => ({ edition: "sed-2023", citizenship, year });

const citing = (from, to) => ({ field: "all", year: 2020, citing: from, cited: to });
/** The largest share of the world’s output in one of the spans of years whose output the chapter divides by. */
const shareOfOutput = (tables, economy) => {
  const spans = [[2020], [2018, 2019, 2020], [2017, 2018, 2019]];
  const over = (years, of) =>
    years.reduce(
      (all, year) => all + cellOf(tables, "field-output", { field: "all", economy: of, year }, "fractional"),
      0,
    );
  return Math.max(...spans.map((years) => over(years, economy) / over(years, "WORLD")));
};

const chips = "Chip design and fabrication";
const ofTwo = (field, year) => ({ field, year, a: "CN", b: "US" });
/** Joint papers in the first year of all pairs of a field that the table has in both years. */
const listedInBoth = (tables, field, from, to) => {
  const rows = tables.rows("eto-pairs").filter((row) => row.field === field);
  const later = new Set(rows.filter(({ year }) => year === String(to)).map(({ a, b }) => `${a} ${b}`));
  return rows
    .filter(({ a, b, year }) => year === String(from) && later.has(`${a} ${b}`))
    .reduce((all, { works }) => all + Number(works), 0);
};

/** By chapter: the condition, and how its data are moved towards false by an amount of the compared numbers. */
const rounds = [
  {
    chapter: "05-citations",
    cases: {
      lessThanSize: (tables, by) => add(tables, "citation-index", citing("CN", "US"), "index", by),
      "giveAboutHalf && mostOfOthers < 0.4": (tables, by) => {
        const ownShare = (economy) =>
          cellOf(tables, "citation-index", citing(economy, economy), "index") *
          shareOfOutput(tables, economy);
        const economy = ownShare("CN") > ownShare("US") ? "CN" : "US";
        add(tables, "citation-index", citing(economy, economy), "index", by / shareOfOutput(tables, economy));
      },
    },
  },
  {
    chapter: "06-artificial-intelligence",
    cases: {
      isBelowPeak: (tables, by) => {
        const ai = "Artificial intelligence";
        add(
          tables,
          "eto-pairs",
          ofTwo(ai, 2023),
          "works",
          by * cellOf(tables, "eto-pairs", ofTwo(ai, 2021), "works"),
        );
      },
      chipsAlone: (tables, by) =>
        add(tables, "eto-pairs", ofTwo(chips, 2023), "works", -by * listedInBoth(tables, chips, 2019, 2023)),
    },
  },
  {
    chapter: "07-space-and-climate",
    cases: {
      "after.gbCn / before.gbCn > after.both / before.both": (tables, by) => {
        const fossils = (from, to, column) =>
          tables
            .rows("palaeontology")
            .filter(({ year }) => Number(year) >= from && Number(year) <= to)
            .reduce((all, row) => all + Number(row[column]), 0);
        const before = fossils(2010, 2014, "gbCn");
        const after = fossils(2015, 2019, "gbCn");
        add(tables, "palaeontology", { year: 2012 }, "gbCn", after / (after / before - by) - before);
      },
    },
  },
  {
    chapter: "07-space-and-climate",
    cases: {
      "after.both >= 1.05 * before.both": (tables, by) =>
        add(tables, "palaeontology", { year: 2012 }, "both", by / 1.05),
    },
  },
  {
    chapter: "08-people-and-money",
    cases: {
      "fewer >= 0.05 && areSecondHand": (tables, by) =>
        add(
          tables,
          "students",
          { year: 2024 },
          "students",
          by * cellOf(tables, "students", { year: 2018 }, "students"),
        ),
      "Math.abs(growth.korean) < 0.05": (tables, by) =>
        add(tables, "doctorates", doctorates("KR", 2023), "all", -by * allOf(tables, "KR", 2017)),
    },
  },
  {
    chapter: "08-people-and-money",
    cases: {
      "fromChina.part >= fromElsewhere.part + 0.05": (tables, by) =>
        add(tables, "residence", { group: "All other regions" }, "inUnitedStates", by * others(tables)),
      "fromNext.chinese > 0 && fromNext.others > 0": (tables, by) =>
        add(tables, "doctorates", doctorates("CN", 2023), "all", -by * allOf(tables, "CN", 2018)),
      "gapThen > gapNow && gapNow > 0": (tables, by) => {
        const takenBy = (citizenship) =>
          cellOf(tables, "stay-intentions", doctorates(citizenship, 2023), "doctorates");
        // What Chinese graduates plan less, all others plan more, because the number for the world is as it was.
        const perPoint = 1 + takenBy("CN") / (takenBy("WORLD") - takenBy("CN"));
        add(tables, "stay-intentions", doctorates("CN", 2023), "stayPercent", (-100 * by) / perPoint);
      },
    },
  },
];
const others = (tables) =>
  tables
    .rows("residence")
    .filter(({ economy }) => economy !== "CN")
    .reduce((all, row) => all + Number(row.recipients), 0);
const allOf = (tables, citizenship, year) => cellOf(tables, "doctorates", { citizenship, year }, "all");

/** By condition, whether it is true. */
function execute(chapter) {
  const file = path.join(copy.folder, "executed", `${chapter}.ipynb`);
  mkdirSync(path.dirname(file), { recursive: true });
  const notebook = path.join("project/notebooks", `${chapter}.ipynb`);
  // Other sentences may become false too.
  rmSync(file, { force: true });
  const { stderr } = briefing(["execute", "--no-answers", notebook, "-o", file, "--force"], {
    cwd: copy.folder,
    timeout: 600_000,
  });
  if (!existsSync(file)) throw new Error(stderr.slice(-400));
  const { cells } = JSON.parse(readFileSync(file, "utf8"));
  const results = cells.flatMap(({ metadata }) => metadata.briefing?.inline ?? []);
  return new Map(results.map(({ expression, value }) => [expression, value?.raw]));
}

for (const { chapter, cases } of rounds)
  for (const { share, expected } of [
    { share: 0.95, expected: true },
    { share: 1.05, expected: false },
  ])
    await part(`${chapter}: ${share} of the margin`, () => {
      copy.alter((tables) => {
        for (const [condition, alter] of Object.entries(cases)) {
          const found = guards.find(
            ({ place, expression }) => expression === condition && place.notebook.includes(chapter),
          );
          const { left, right } = found.margin;
          alter(tables, share * Math.abs(left.value - right.value));
        }
      });
      const answers = execute(chapter);
      for (const condition of Object.keys(cases))
        check(
          `${chapter}: ${condition} at ${share} of its margin`,
          answers.get(condition) === expected,
          answers.get(condition),
        );
    });
sum();
