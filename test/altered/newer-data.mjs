/** Data that a newer edition or a later count may bring: no chapter stops, and what is no longer true is struck. */
import { all, alter, cardIs, shippedVerdict, strikes, times, verdictIs } from "./cases.mjs";

const prints = (pattern) => (page) =>
  pattern.test(page.prose) ? undefined : `${pattern} is not on the page`;
const lacks = (pattern) => (page) => {
  const found = pattern.exec(page.prose)?.[0];
  return found === undefined ? undefined : `the page reads: ${found}`;
};
/** Text that is not printed, or struck. */
const omits = (pattern) => (page) => {
  const isStruck = page.struck.some((sentence) => pattern.test(sentence));
  return isStruck ? undefined : lacks(pattern)(page);
};
/** All that is struck, each by one of the patterns. */
const strikesOnly =
  (...patterns) =>
  (page) => {
    const missing = patterns.find((pattern) => !page.struck.some((sentence) => pattern.test(sentence)));
    const other = page.struck.find((sentence) => !patterns.some((pattern) => pattern.test(sentence)));
    if (missing !== undefined) return `${missing} is not struck`;
    return other === undefined ? undefined : `struck, too: ${other}`;
  };
const set = (tables, name, where, cells) =>
  alter(
    tables,
    name,
    (row) => Object.entries(where).every(([key, value]) => row[key] === String(value)),
    () => cells,
  );
const isBetween = (row, one, other) => {
  const both = [row.a ?? row.reporter, row.b ?? row.partner];
  return both.includes(one) && both.includes(other);
};

/** A year of NSF's newest edition for every economy and pair that it has in another year, with the same numbers. */
const addYear = (tables, name, like, year) =>
  tables.change(name, (rows) => {
    const isLike = (row) => row.edition === "nsf-2024" && row.year === String(like);
    return [...rows, ...rows.filter(isLike).map((row) => ({ ...row, year: String(year) }))];
  });

/** NSF's next edition, as its habit is: counts of pairs for odd years and an early last one, shares for odd years. */
function addNextEdition(tables) {
  addYear(tables, "copublications", 2021, 2023);
  addYear(tables, "partner-shares", 2021, 2023);
  for (const name of ["copublications", "nsf-pairs"]) {
    addYear(tables, name, 2022, 2024);
    tables.change(name, (rows) => rows.filter((row) => row.edition !== "nsf-2024" || row.year !== "2022"));
  }
  for (const year of [2023, 2024])
    for (const name of ["international", "output", "field-output"]) addYear(tables, name, 2022, year);
  set(tables, "editions", { edition: "nsf-2024" }, { collected: "2025-04" });
}

export const newerData = [
  {
    name: "newer data: NSF's next edition has odd years to 2023 and 2024 early: every chapter is built",
    alter: addNextEdition,
    expects: all(
      strikesOnly(
        /In 2023, for which NSF has an early count, the fall/,
        /In 2023, for which NSF has an early count, propensity was lower again/,
        /In 2023 NSF’s counts are early, OpenAlex’s are complete/,
        /In the early count of 2022 China is the lowest of all/,
      ),
      prints(/By OpenAlex’s early count of 2023 alone it was 15–22 %/),
      prints(/In 2021 the United States and China were each other’s largest partner/),
      prints(/which lists China’s partners only for 2003 and, as an early count, for 2024, agrees/),
      prints(/The two years that NSF has show the same/),
      prints(/China spreads its joint papers over more partners: in 2022 as evenly/),
    ),
  },
  {
    name: "newer data: NSF adds 2018 for every American partner: no chapter stops, and the verdict is the same",
    alter: (tables) => {
      addYear(tables, "copublications", 2017, 2018);
      addYear(tables, "partner-shares", 2017, 2018);
    },
    expects: all(
      verdictIs(shippedVerdict),
      strikes(/has only odd years/),
      strikes(/rose in every year that NSF counted/),
      strikes(/NSF’s newest tables have odd years and/),
    ),
  },
  {
    name: "newer data: NSF's 2022 is complete and 2023 counted early: the verdict is that of 2022",
    alter: (tables) => {
      for (const name of ["copublications", "international", "output", "field-output", "nsf-pairs"])
        addYear(tables, name, 2022, 2023);
      set(tables, "editions", { edition: "nsf-2024" }, { collected: "2024-04" });
    },
    expects: all(
      verdictIs("partial decoupling"),
      prints(/complete to 2022, early counts of 2023/),
      prints(/has partly decoupled: in 2022 there were 10–16 % fewer/),
      strikes(/have drifted apart since/),
      strikes(/for which NSF has an early count, propensity was lower again/),
      strikes(/so the gains depend on OpenAlex alone/),
      omits(/two years that NSF has show the same/),
      prints(/Every baseline alone gives the same class/),
      lacks(/The baselines disagree on the class/),
    ),
  },
  {
    name: "newer data: people, partners, fields and conferences the other way round: the sentences are struck, or follow",
    alter: (tables) => {
      set(tables, "doctorates", { citizenship: "CN", year: 2023 }, { all: "5000" });
      set(tables, "funding", { item: "nsf-direct" }, { lower: "500000", upper: "500000" });
      set(tables, "estimates", { id: "yomiuri-fields" }, { upper: "-3" });
      // Another partner is America's largest in one of the two sources.
      const britain = { edition: "nsf-2024", partner: "GB", year: 2021 };
      set(tables, "copublications", britain, { lower: "60500", upper: "60500" });
      // China moves away from South Korea as well.
      const isKorean = (row) => isBetween(row, "CN", "KR") && Number(row.year) > 2017;
      alter(tables, "pairs", isKorean, times(0.8));
      // Of the largest pairs of other countries another one falls as far.
      const in2021 = (one, other) => (row) => isBetween(row, one, other) && row.year === "2021";
      alter(tables, "world-pairs", in2021("DE", "RU"), times(1.3));
      alter(tables, "world-pairs", in2021("FR", "IT"), times(0.8));
      // A further year of technology papers is complete, and British and Chinese papers at conferences grow.
      alter(
        tables,
        "eto-pairs",
        ({ year }) => year === "2024",
        () => ({ status: "complete" }),
      );
      alter(
        tables,
        "ai-venues",
        ({ year }) => year === "2024",
        ({ gbCn }) => ({ gbCn: String(Math.round(1.4 * gbCn)) }),
      );
      const isWhole = (row) => row.counting === "whole" && row.economy === "CN" && row.year === "2020";
      alter(tables, "top-cited", isWhole, ({ index }) => ({ index: String(1.15 * index) }));
      // China cites itself less.
      const ofChina = { field: "all", year: 2020, citing: "CN", cited: "CN" };
      set(tables, "citation-index", ofChina, { index: "2.05" });
    },
    expects: all(
      strikes(/doctorates of Chinese citizens grew/),
      strikes(/gave nothing directly/),
      strikes(/NSF’s total fell by/),
      strikes(/America’s largest partner in both sources/),
      strikes(/Hong Kong, Taiwan, Singapore and Japan/),
      prints(/one fell at least as far: France–Italy/),
      lacks(/fell at least as far: Germany/),
      prints(/more than in any other complete year, and 5,996 in 2024/),
      strikes(/became rarer at both/),
      strikes(/every country gets full credit, the United States led/),
      strikes(/In 2020 China gave/),
      cardIs("first-partners", "partly"),
      cardIs("ai-papers-drop", "partly"),
    ),
  },
  {
    name: "newer data: NSF's 2022 is counted later: the first page names no early count of it",
    alter: (tables) => set(tables, "editions", { edition: "nsf-2024" }, { collected: "2024-06" }),
    expects: all(verdictIs("partial decoupling"), lacks(/early counts of 2022 \(NSF\)/)),
  },
  {
    name: "newer data: sources that were read, a larger sum and the European Union ahead: marks and remarks follow",
    alter: (tables) => {
      set(tables, "findings", { id: "nistep-2025" }, { standing: "abstract" });
      set(tables, "students", {}, { standing: "primary" });
      set(tables, "estimates", { id: "yomiuri-fields" }, { upper: "-3" });
      set(tables, "funding", { item: "total" }, { lower: "31000000", upper: "31000000" });
      const isUnion = (row) => row.economy === "EU27" && row.year === "2020";
      alter(tables, "top-cited", isUnion, ({ index }) => ({ index: String(1.4 * index) }));
    },
    expects: all(
      lacks(/24 % in 2023†/),
      omits(/in the one that began in 2018 \(second-hand\)/),
      omits(/hard to square/),
      lacks(/does not hold\)[^\n]*could hardly fail/),
      omits(/China led in 2020/),
      cardIs("funding-30m", "partly"),
    ),
  },
];
