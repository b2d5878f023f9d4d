/** Alterations that make sentences of the first page and of chapters 1, 2, 3, 5 and 6 false: each is struck, or follows the data. */
import { all, alter, joint, ofPair, pairTables, strikes, times } from "./cases.mjs";

/** Each alteration concerns a sentence of its own, so that one build tests many. */
const together =
  (...alterations) =>
  (tables) =>
    alterations.forEach((alteration) => alteration(tables));
const reads = (pattern) => (page) =>
  pattern.test(page.prose) ? undefined : `the page does not say ${pattern}`;
const omits = (pattern) => (page) => {
  const found = pattern.exec(page.prose)?.[0];
  return found === undefined ? undefined : `the page says: ${found}`;
};

/** Joint papers of a field of technology in a complete year; the edition is that of the table. */
const eto = (field, year, a, b, works) => ({
  field,
  year: String(year),
  a,
  b,
  works: String(works),
  status: "complete",
});
const modelPairs = [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023].flatMap((year) =>
  [
    ["CN", "GB"],
    ["CN", "US"],
    ["GB", "US"],
  ].map(([a, b]) => eto("Large language models", year, a, b, 40)),
);
export const firstChapters = [
  {
    name: "records, fields and articles that later data may bring: the sentences follow them",
    alter: together(
      // An incomplete year above the record of the complete ones; a field that has all years.
      (tables) =>
        tables.change("eto-pairs", (rows) => {
          const edition = rows[0].edition;
          const isAltered = (row) =>
            row.field === "Large language models" &&
            modelPairs.some((each) => each.year === row.year && each.a === row.a && each.b === row.b);
          const kept = rows.filter((row) => !isAltered(row));
          const raised = kept.map((row) =>
            row.field === "Artificial intelligence" && ofPair(row) && row.year === "2024"
              ? { ...row, works: "6600" }
              : row,
          );
          return [...raised, ...modelPairs.map((row) => ({ ...row, edition }))];
        }),
      // All claims from another article.
      (tables) =>
        alter(
          tables,
          "claims",
          () => true,
          () => ({ printedIn: "South China Morning Post, May 2024" }),
        ),
      // The two further apart in astronomy, while others moved further still.
      (tables) =>
        alter(
          tables,
          "citation-index",
          (row) => row.field === "astronomy" && row.year === "2020" && row.citing !== row.cited,
          (row) => ({ index: String(0.75 * row.index) }),
        ),
    ),
    expects: all(
      omits(/the most of any year/),
      reads(/more than in any other complete year/),
      reads(/young fields are not shown: AI safety\./),
      reads(/article of May 2024/),
      omits(/came closer than most in astronomy/),
    ),
  },
  {
    name: "one sentence each of chapters 1 to 6 becomes false: each is struck",
    alter: together(
      // OpenAlex counts fewer papers than NSF.
      (tables) => {
        for (const name of [...pairTables, "international", "world-international"])
          alter(tables, name, ({ edition }) => edition === "openalex-2024-08", times(0.6));
      },
      // Another partner is China's largest in the early count.
      (tables) => {
        const isUs = (row) => row.reporter === "CN" && row.partner === "US" && row.year === "2023";
        const papers = Number(tables.rows("partners").find(isUs).works) + 1;
        alter(
          tables,
          "partners",
          (row) => row.reporter === "CN" && row.partner === "GB" && row.year === "2023",
          () => ({ works: String(papers) }),
        );
      },
      // Russia cites itself less than its size would give.
      (tables) =>
        alter(
          tables,
          "citation-index",
          (row) => row.field === "all" && row.citing === "RU" && row.cited === "RU",
          () => ({ index: "0.90" }),
        ),
      // China works with others abroad as much as before.
      (tables) =>
        alter(
          tables,
          "output",
          (row) => row.economy === "CN" && row.edition === "nsf-2024" && Number(row.year) > 2020,
          (row) => ({ total: String(Math.round(0.8 * row.total)) }),
        ),
      // One of the statements was printed elsewhere.
      (tables) =>
        alter(
          tables,
          "claims",
          ({ order }) => order === "1",
          () => ({ printedIn: "The Guardian, May 2024" }),
        ),
      // Joint papers with Japan fell as well.
      (tables) =>
        alter(
          tables,
          "copublications",
          (row) =>
            row.reporter === "US" &&
            row.partner === "JP" &&
            row.edition === "nsf-2024" &&
            row.year === "2021",
          times(0.7),
        ),
    ),
    expects: all(
      strikes(/OpenAlex counts more papers/),
      strikes(/first among China’s partners in every year/),
      strikes(/Every country cites its own papers more readily/),
      strikes(/China writes a smaller share of its papers with authors in any other country/),
      strikes(/statements from a/),
      strikes(/other partners that NSF lists rose/),
      strikes(/only one with which joint papers fell/),
    ),
  },
  {
    name: "the largest conferences, a closer pair in chips, and a level share in India: the sentences are struck",
    alter: together(
      (tables) =>
        tables.change("ai-venues", (rows) => [
          ...rows,
          ...rows
            .filter(({ venue, year }) => venue === "aaai" && Number(year) >= 2020)
            .map((row) => ({ ...row, venue: "neurips", quality: "good" })),
          ...[2020, 2021, 2022, 2023, 2024]
            .filter((year) => !rows.some((row) => row.venue === "aaai" && row.year === String(year)))
            .map((year) => ({
              ...rows.find((row) => row.venue === "aaai"),
              venue: "neurips",
              year: String(year),
              quality: "good",
            })),
        ]),
      (tables) =>
        alter(
          tables,
          "eto-pairs",
          (row) =>
            row.field === "Chip design and fabrication" &&
            row.a === "GB" &&
            row.b === "US" &&
            row.year === "2023",
          () => ({ works: "30" }),
        ),
      (tables) =>
        alter(
          tables,
          "copublications",
          (row) =>
            row.reporter === "US" &&
            row.partner === "IN" &&
            row.edition === "nsf-2024" &&
            row.year === "2021",
          times(1.25),
        ),
      joint((year) => (year >= 2022 ? 1.15 : 1)),
    ),
    expects: all(
      strikes(/the two sets leave out NeurIPS/),
      strikes(/United States and China fell furthest/),
      strikes(/In India’s international papers/),
      strikes(/the gap was widening/),
      strikes(/lower again/),
    ),
  },
];
