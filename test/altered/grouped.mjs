/** Alterations of several tables at once, so that one build tests many sentences, captions and alternative texts. */
import { all, alter, cardIs, ofPair, shippedVerdict, strikes, times, verdictIs } from "./cases.mjs";

/** Text that is printed and not struck. */
const lacks = (pattern) => (page) => {
  const found = pattern.exec(page.prose)?.[0];
  const isStruck = page.struck.some((sentence) => pattern.test(sentence));
  return found === undefined || isStruck ? undefined : `the page reads: ${found}`;
};
const prints = (pattern) => (page) =>
  pattern.test(page.prose) ? undefined : `${pattern} is not on the page`;
/** Sets cells of the rows that have these cells. */
const set = (tables, name, where, cells) =>
  alter(
    tables,
    name,
    (row) => Object.entries(where).every(([key, value]) => row[key] === String(value)),
    () => cells,
  );
const add = (tables, name, ...added) => tables.change(name, (rows) => [...rows, ...added]);

export const grouped = [
  {
    name: "grouped: people, money, events, the article and fossils: no sentence says what has become false",
    alter: (tables) => {
      set(tables, "stay-intentions", { citizenship: "CN", year: 2023 }, { stayPercent: "71.5" });
      set(tables, "stay-intentions", { citizenship: "WORLD", year: 2023 }, { stayPercent: "74.1" });
      set(tables, "stay-intentions", { citizenship: "CN", year: 2024 }, { stayPercent: "72.0" });
      set(tables, "stay-intentions", { citizenship: "WORLD", year: 2024 }, { stayPercent: "73.2" });
      set(tables, "doctorates", { citizenship: "IN", year: 2008 }, { all: "4300" });
      set(tables, "doctorates", { citizenship: "IN", year: 2023 }, { all: "6100" });
      const [chinese] = tables.rows("doctorates").filter(({ citizenship }) => citizenship === "CN");
      add(tables, "doctorates", { ...chinese, edition: "sed-2016", year: "2016", all: "4000" });
      const [student] = tables.rows("students");
      add(tables, "students", ...["2018", "2024"].map((year) => ({ ...student, origin: "IN", year })));
      set(tables, "residence", {}, { cohort: "2011-13" });
      set(tables, "claims", {}, { printedIn: "South China Morning Post, May 2024" });
      const both = { both: "20", status: "complete" };
      for (const year of [2021, 2022, 2023]) set(tables, "palaeontology", { year }, both);
      const [event] = tables.rows("events").filter(({ label }) => label === "Wolf Amendment");
      const law = (_, index) => ({ ...event, label: `Law ${index}`, by: "CN", date: `2001-01-${index + 1}` });
      const dated = (row) => ({ ...row, date: row.date.replace(/-(\d)$/, "-0$1") });
      add(tables, "events", ...Array.from({ length: 30 }, law).map(dated));
      const report = { basis: "calendar", description: "Obligated by two agencies, without Hong Kong" };
      set(tables, "funding", { item: "total" }, report);
    },
    expects: all(
      verdictIs(shippedVerdict),
      strikes(/gap has widened/),
      lacks(/lies far below/),
      lacks(/where two count a year, they agree/),
      strikes(/We have no numbers for other countries/),
      lacks(/doctorate in 2017–2019|graduates of 2017–2019/),
      prints(/graduates of 2011–2013/),
      strikes(/names the newspaper and the month only/),
      prints(/South China Morning Post, May 2024/),
      lacks(/say nothing of later years/),
      strikes(/The list has more measures of the United States/),
      strikes(/three US agencies gave/),
    ),
  },
  {
    name: "grouped: doctorates, students and plans the other way round, other limits and baselines of the rule",
    alter: (tables) => {
      set(tables, "doctorates", { citizenship: "IN", year: 2023 }, { all: "2000" });
      set(tables, "students", { origin: "CN", year: 2024 }, { students: "400000" });
      set(tables, "stay-intentions", { citizenship: "CN", year: 2012 }, { stayPercent: "90" });
      tables.changeRule((rule) => ({
        ...rule,
        limits: { ...rule.limits, partial: 0.895 },
        baselines: [...rule.baselines, { id: "2011–2015", from: 2011, to: 2015 }],
      }));
    },
    expects: all(
      strikes(/Indian doctorates grew faster/),
      strikes(/Press reports of the annual census/),
      strikes(/the highest share of any year/),
      strikes(/unchanged since its first version/),
      lacks(/four sets of years|uses 4 baselines/),
    ),
  },
  {
    name: "grouped: most cited papers, AI papers and India: the cards follow, and the box on output is struck",
    alter: (tables) => {
      alter(
        tables,
        "top-cited",
        ({ economy, year }) => economy === "US" && year === "2020",
        ({ index }) => ({ index: String(1.4 * index) }),
      );
      const isAi = (row) => ofPair(row) && row.field === "Artificial intelligence" && row.year === "2023";
      alter(tables, "eto-pairs", isAi, (row) => ({ works: String(Math.round(0.7 * row.works)) }));
      const isIndia = ({ a, b, year }) =>
        [a, b].includes("IN") && [a, b].includes("US") && Number(year) > 2017;
      alter(tables, "pairs", isIndia, times(1.3));
    },
    expects: all(
      strikes(/Among these papers China led/),
      cardIs("allies-concentrate", "supported"),
      cardIs("ai-papers-drop", "partly"),
      cardIs("india-leans", "supported"),
    ),
  },
];
