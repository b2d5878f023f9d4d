/** Edits of notebooks. */
import { whole } from "./checkout.mjs";

const inCell = (number, id, from, to) => (checkout) => checkout.cell(number, id, from, to);

export const notebookEdits = [
  {
    name: "a refactoring without effect: a local name in a cell",
    chapters: ["08"],
    first: null,
    shows: "without effect: cell stays of notebooks/08-people-and-money.ipynb.",
    edit: (checkout) =>
      checkout.notebook("08", (cells) => {
        const cell = cells.find(({ id }) => id === "stays");
        cell.source = cell.source.replaceAll("asked", "yearsAsked");
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
        cells.splice(
          at,
          1,
          { ...cell, source: first.trimEnd() },
          {
            ...structuredClone(cell),
            id: "stayed-sentence",
            source: `const stayedSentence${second}`,
          },
        );
      }),
  },
  {
    name: "a number rounded otherwise",
    chapters: ["08"],
    first: "value:08-people-and-money.front-matter-stayedsentence.1",
    cause:
      "cause: cell stays of notebooks/08-people-and-money.ipynb: const whole = (part: number) => fmt.percent(part, { digits: 1 });",
    edit: inCell("08", "stays", "fmt.percent(part, { digits: 0 })", "fmt.percent(part, { digits: 1 })"),
  },
  {
    name: "a formula in a cell: how a fall is measured",
    chapters: ["07"],
    first: "value:07-space-and-climate.citing-holds-text-of-the-fmt-count-indices.5",
    cause:
      "cause: cell proxies of notebooks/07-space-and-climate.ipynb: const largestFall = Math.max(0, ...fell.map((each) => (each.before - each.after) / each.b…",
    edit: inCell("07", "proxies", "each.before - each.after", "(each.before - each.after) / each.before"),
  },
  {
    name: "a formula in a sentence",
    chapters: ["08"],
    first: "value:08-people-and-money.question-holds-text-they-were-the-largest-group.1",
    cause: "Its expression in the text was edited.",
    edit: inCell(
      "08",
      "question",
      "fmt.percent(last.doctorates / allMeant.last.doctorates, { digits: 0 })",
      "fmt.percent(last.doctorates / greatest.doctorates, { digits: 0 })",
    ),
  },
  {
    name: "a condition: a sentence is struck",
    chapters: ["08"],
    first: "value:08-people-and-money.so-what-holds-more-chinese-citizens-finished-a",
    cause:
      "cause: cell people of notebooks/08-people-and-money.ipynb: const grew = last.doctorates >= 1.2 * greatest.doctorates && last.doctorates > first.doct…",
    edit: inCell("08", "people", "0.9 * greatest.doctorates", "1.2 * greatest.doctorates"),
  },
  {
    name: "a figure’s height",
    chapters: ["07"],
    first: "figure:emissions",
    cause:
      'cause: cell emissions-figure of notebooks/07-space-and-climate.ipynb: figure({ … ...{ style: "count", markers: "last", height: 300 },',
    edit: inCell("07", "emissions-figure", "height: 240", "height: 300"),
  },
  {
    name: "a table’s rows in another order",
    chapters: ["06"],
    first: "table:ai-venues",
    cause:
      'cause: cell venue-table of notebooks/06-artificial-intelligence.ipynb: table({ … rows: byVenue.sortValues("both_sum", { ascending: true }),',
    edit: inCell("06", "venue-table", "{ ascending: false }", "{ ascending: true }"),
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
    name: "cards of claims in another order",
    chapters: whole,
    first: null,
    shows: "1 code cell.",
    edit: inCell("11", "outside-cards", '"lunar-firsts", "open-data"', '"open-data", "lunar-firsts"'),
  },
  {
    name: "a datum, a comment, punctuation and a colour at once",
    chapters: ["07"],
    first: "value:07-space-and-climate.emissions-text-holds-text-in-fmt-year-emissionyear.2",
    cause:
      "cause: data/co2.csv, 1 row: edition gcb-2024, economy CN, year 2023: tonnes 11902503000 → 12902503000",
    edit: (checkout) => {
      inCell("07", "emissions-figure", "height: 240", "height: 300")(checkout);
      inCell("07", "conclusion", "and the countries", "and with the countries")(checkout);
      inCell("07", "proxies", "const proxies =", "// Stand-ins.\nconst proxies =")(checkout);
      checkout.tables((tables) =>
        tables.change("co2", (all) =>
          all.map((row) =>
            row.economy === "CN" && row.year === "2023" ? { ...row, tonnes: "12902503000" } : row,
          ),
        ),
      );
    },
  },
];
