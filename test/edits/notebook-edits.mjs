/** Edits of notebooks. */
import { whole } from "./checkout.mjs";

const inCell = (number, id, from, to) => (checkout) => checkout.cell(number, id, from, to);

export const notebookEdits = [
  {
    name: "a comment in a cell",
    chapters: ["08"],
    first: null,
    shows: "1 code cell.",
    edit: inCell("08", "stays", "const whole =", "// Without decimals.\nconst whole ="),
  },
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
    name: "a parameter’s default in its cell",
    chapters: ["07"],
    first: "value:07-space-and-climate.question-holds-text-from-fmt-year-since-to-fmt.1",
    cause: "cause: cell parameters of notebooks/07-space-and-climate.ipynb: let since: number = 2017;",
    edit: inCell("07", "parameters", "let since: number = 2019", "let since: number = 2017"),
  },
  {
    name: "a sentence edited",
    chapters: ["08"],
    first: "prose:08-people-and-money/staying",
    edit: inCell("08", "staying", "An intention is not a stay.", "To mean to stay is not to stay."),
  },
  {
    name: "punctuation",
    chapters: ["08"],
    first: null,
    shows: "code: 1 passage.",
    edit: inCell("08", "pressure", "So is return migration.", "So is return migration!"),
  },
  {
    name: "a paragraph taken out",
    chapters: ["07"],
    first: "prose:07-space-and-climate/conclusion",
    edit: (checkout) =>
      checkout.notebook("07", (cells) =>
        cells.splice(
          cells.findIndex(({ id }) => id === "conclusion"),
          1,
        ),
      ),
  },
  {
    name: "a heading",
    chapters: ["08"],
    first: "prose:08-people-and-money/stayed",
    edit: inCell("08", "stayed", "## Who stays", "## Who stayed"),
  },
  {
    name: "a chapter’s title",
    chapters: ["08"],
    first: "section:08-people-and-money",
    edit: inCell("08", "front-matter", "title: People and money", "title: People, visas and money"),
  },
  {
    name: "a figure restyled: a colour",
    chapters: ["07"],
    first: "figure:emissions",
    cause:
      'cause: cell emissions-figure of notebooks/07-space-and-climate.ipynb: const looks: Record<string, Pick<LineSe … ...{ CN: { colour: "joint", shape: "circle" }, US:…',
    edit: inCell("07", "emissions-figure", 'CN: { colour: "second"', 'CN: { colour: "joint"'),
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
    name: "a figure’s caption",
    chapters: ["07"],
    first: "figure:palaeontology",
    cause:
      'cause: cell fossils-figure of notebooks/07-space-and-climate.ipynb: figure({ … caption: "Numbers are small, and not all of palaeontology is there. Hollow: early…',
    edit: inCell(
      "07",
      "fossils-figure",
      "Small numbers; not all of palaeontology.",
      "Numbers are small, and not all of palaeontology is there.",
    ),
  },
  {
    name: "a figure’s years",
    chapters: ["07"],
    first: "figure:emissions",
    cause:
      "cause: cell emissions-figure of notebooks/07-space-and-climate.ipynb: const emitted = co2.filter(({ economy, year }) => year >= 2010 && largest.includes(econom…",
    edit: inCell("07", "emissions-figure", "year >= 2000 &&", "year >= 2010 &&"),
  },
  {
    name: "a figure’s name",
    chapters: ["07"],
    first: null,
    shows: "1 figure, 1 code cell.",
    edit: inCell("07", "emissions-figure", 'id: "emissions"', 'id: "carbon-dioxide"'),
  },
  {
    name: "a figure taken out",
    chapters: ["07"],
    first: "figure:emissions",
    cause: "cause: cell emissions-figure of notebooks/07-space-and-climate.ipynb (removed)",
    edit: (checkout) =>
      checkout.notebook("07", (cells) =>
        cells.splice(
          cells.findIndex(({ id }) => id === "emissions-figure"),
          1,
        ),
      ),
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
    name: "a table’s column renamed",
    chapters: ["08"],
    first: "table:funding",
    cause:
      'cause: cell funding of notebooks/08-people-and-money.ipynb: table({ … { field: "description", title: "What was found" },',
    edit: inCell("08", "funding", 'title: "Finding"', 'title: "What was found"'),
  },
  {
    name: "a table’s column in another unit",
    chapters: ["01"],
    first: "table:same-years",
    cause:
      'cause: cell same-years of notebooks/01-headline.ipynb: table({ … { field: "nsf", title: nsfEdition.name, unit: "articles", format: "count", signifi…',
    edit: inCell("01", "same-years", 'unit: "papers"', 'unit: "articles"'),
  },
  {
    name: "a table’s rows fewer",
    chapters: ["06"],
    first: "table:ai-venues",
    cause:
      'cause: cell venue-table of notebooks/06-artificial-intelligence.ipynb: table({ … rows: byVenue.head(3).sortValues("both_sum", { ascending: false }),',
    edit: inCell("06", "venue-table", "rows: byVenue.sortValues", "rows: byVenue.head(3).sortValues"),
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
