/**
 * Alterations of the tables, and their expected effects on the whole page. Headline, verdict and cards follow the data;
 * a sentence that is no longer true is struck. `expects` returns a description of what is wrong with the page.
 */
const isPair = (a, b) => (a === "US" && b === "CN") || (a === "CN" && b === "US");
export const ofPair = (row) => isPair(row.a ?? row.reporter, row.b ?? row.partner);

const after2017 = (factor) => (year) => (year > 2017 ? factor : 1);

/** Changes the matching rows of a table. */
export const alter = (tables, name, matches, change) =>
  tables.change(name, (rows) => rows.map((row) => (matches(row) ? { ...row, ...change(row) } : row)));

export const pairTables = ["copublications", "nsf-pairs", "pairs", "world-pairs", "partners"];
const counted = ["works", "reverse", "lower", "upper"];
/** The counts of a row, multiplied by a factor; empty cells stay empty. */
export const times = (factor) => (row) =>
  Object.fromEntries(
    counted
      .filter((column) => row[column])
      .map((column) => [column, String(Math.round(factor * row[column]))]),
  );

/** Scales joint papers of the two per year; the works of both and of the world change by as many papers. */
export function joint(factorOf) {
  return (tables) => {
    const factor = (row) => factorOf(Number(row.year));
    const counts = new Map(
      tables
        .rows("copublications")
        .filter(ofPair)
        .map((row) => [`${row.edition} ${row.year}`, (Number(row.lower) + Number(row.upper)) / 2]),
    );
    const more = (row) => Math.round((factor(row) - 1) * (counts.get(`${row.edition} ${row.year}`) ?? 0));
    for (const name of pairTables) alter(tables, name, ofPair, (row) => times(factor(row))(row));
    const wholes = new Map(
      tables
        .rows("international")
        .map((row) => [`${row.edition} ${row.year} ${row.economy}`, Number(row.works)]),
    );
    const isOne = ({ economy }) => ["US", "CN", "WORLD"].includes(economy);
    for (const name of ["international", "world-international"])
      alter(tables, name, isOne, (row) => ({ works: String(Number(row.works) + more(row)) }));
    const isChanged = (row) => ofPair(row) && factor(row) !== 1;
    alter(tables, "partner-shares", isChanged, (row) => shares(row, factor(row), wholes, counts));
  };
}

/** The printed shares that follow from the altered counts, to two decimals as published by NSF. */
function shares(row, factor, wholes, counts) {
  const papers = counts.get(`${row.edition} ${row.year}`);
  const share = (economy, printed) => {
    const whole = wholes.get(`${row.edition} ${row.year} ${economy}`);
    if (printed === "" || whole === undefined || papers === undefined) return printed;
    return ((100 * factor * papers) / (whole + (factor - 1) * papers)).toFixed(2);
  };
  return { ofReporter: share(row.reporter, row.ofReporter), ofPartner: share(row.partner, row.ofPartner) };
}

/** Removes matching rows from every table that has such rows. */
const without = (matches) => (tables) => {
  for (const name of tables.names)
    if (tables.rows(name).some(matches)) tables.change(name, (rows) => rows.filter((row) => !matches(row)));
};

export const verdictIs = (verdict) => (page) =>
  page.verdict === verdict ? undefined : `the verdict is "${page.verdict}", expected "${verdict}"`;
/** For the tables as shipped. */
export const shippedVerdict = "between partial decoupling and little or no change";
const says = (pattern) => (page) =>
  pattern.test(page.headline) ? undefined : `the headline is "${page.headline}", expected ${pattern}`;
export const cardIs = (id, verdict) => (page) =>
  page.claims.get(id) === verdict
    ? undefined
    : `the card ${id} is ${page.claims.get(id)}, expected ${verdict}`;
export const all =
  (...checks) =>
  (page) =>
    checks.map((check) => check(page)).find((fault) => fault !== undefined);

/** Multiplies the indices of the last year by a factor for each row. */
const citedBy = (factorOf) => (tables) =>
  alter(
    tables,
    "citation-index",
    ({ year }) => year === "2020",
    (row) => ({ index: String(factorOf(row) * row.index) }),
  );
const onCitations = /changed about as much as for the median pair|whatever moved this pair moved the others/;
export const strikes = (pattern) => (page) =>
  page.struck.some((sentence) => pattern.test(sentence)) ? undefined : `${pattern} is not struck`;
const keeps = (pattern) => (page) => {
  const struck = page.struck.find((sentence) => pattern.test(sentence));
  return struck === undefined ? undefined : `struck: ${struck}`;
};

export const cases = [
  {
    name: "nothing altered: no sentence is struck",
    alter: () => {},
    expects: (page) => (page.struck.length === 0 ? undefined : `struck: ${page.struck.join(" | ")}`),
  },
  {
    name: "joint papers × 0.08 after 2017: full decoupling",
    alter: joint(after2017(0.08)),
    expects: all(
      verdictIs("full decoupling"),
      says(/Research in the United States and China has decoupled/),
      says(/% fewer joint papers than if the two had worked together as in/),
      cardIs("not-full", "contradicted"),
      cardIs("first-partners", "contradicted"),
    ),
  },
  {
    name: "joint papers × 0.5 after 2017: partial decoupling",
    alter: joint(after2017(0.5)),
    expects: all(
      verdictIs("partial decoupling"),
      says(/has partly decoupled/),
      cardIs("not-full", "supported"),
    ),
  },
  {
    name: "joint papers × 1.3 after 2017: little or no change",
    alter: joint(after2017(1.3)),
    expects: all(
      verdictIs("little or no change (within 10 %)"),
      says(/has not decoupled/),
      cardIs("not-full", "supported"),
    ),
  },
  {
    name: "joint papers × 2.5 after 2017: recoupling",
    alter: joint(after2017(2.5)),
    expects: all(verdictIs("recoupling"), says(/is drawing closer/), says(/% more joint papers/)),
  },
  {
    name: "a rise instead of a fall: without the peak, every sentence about it is struck",
    alter: joint((year) => (year > 2020 ? 1 + 0.4 * (year - 2020) : 1)),
    expects: all(cardIs("fall-2022", "contradicted"), (page) =>
      page.struck.length > 3 ? undefined : `only ${page.struck.length} sentences are struck`,
    ),
  },
  {
    name: "OpenAlex without 2020: the page names the missing year",
    alter: without((row) => row.year === "2020" && row.edition === "openalex-2024-08"),
    expects: (page) =>
      /No count: 2020 in OpenAlex/.test(page.prose) ? undefined : "the page does not name 2020 as missing",
  },
  {
    name: "a source revised by a constant factor: R does not move",
    alter: (tables) => {
      for (const name of [...pairTables, "international", "world-international"])
        alter(tables, name, ({ edition }) => edition === "openalex-2024-08", times(2));
    },
    expects: all(
      verdictIs(shippedVerdict),
      says(/had grown apart by .* not parted: there were 6–12 % fewer joint papers/),
    ),
  },
  {
    name: "America's other partners fall as far: the sentence on the median partner is struck",
    alter: (tables) =>
      alter(
        tables,
        "copublications",
        (row) =>
          row.reporter === "US" && !ofPair(row) && row.edition === "nsf-2024" && Number(row.year) > 2017,
        times(0.8),
      ),
    expects: strikes(/propensity with the median partner rose/),
  },
  {
    name: "one partner takes the place: the sentence that none did is struck",
    alter: (tables) =>
      alter(
        tables,
        "partners",
        (row) => row.reporter === "CN" && row.partner === "PK" && Number(row.year) > 2017,
        times(3),
      ),
    expects: strikes(/gained most in China’s papers/),
  },
  {
    name: "only the two cite each other less: the verdict is the same, the sentences on citations are struck",
    alter: citedBy((row) => (isPair(row.citing, row.cited) ? 0.1 : 1)),
    expects: all(verdictIs(shippedVerdict), strikes(onCitations)),
  },
  ...[0.5, 1.5].map((factor) => ({
    name: `all countries cite each other ${factor} times as readily: statements on the two are unchanged`,
    alter: citedBy((row) => (row.citing === row.cited ? 1 : factor)),
    expects: all(verdictIs(shippedVerdict), keeps(onCitations)),
  })),
  {
    name: "joint AI papers as in 2021, allowing for size, too: the sentences on their fall are struck",
    alter: (tables) => alter(tables, "eto-pairs", (row) => ofPair(row) && Number(row.year) >= 2022, times(2)),
    expects: strikes(/Joint AI papers peaked in/),
  },
  {
    name: "NSF adds a year for the two alone: no line of other partners, and the same verdict",
    alter: (tables) =>
      tables.change("copublications", (rows) => [
        ...rows,
        ...rows
          .filter((row) => row.edition === "nsf-2024" && row.year === "2017" && ofPair(row))
          .map((row) => ({ ...row, year: "2018", lower: "57000", upper: "57004" })),
      ]),
    expects: all(verdictIs(shippedVerdict), strikes(/has only odd years/)),
  },
  {
    name: "without NSF's newest edition: the build succeeds or reports what is missing in which table",
    alter: without((row) => row.edition === "nsf-2024"),
  },
];
