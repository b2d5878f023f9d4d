/**
 * What is changed and what must come of it. `follows` looks at a page that must be built and says what is wrong with it;
 * `stops` is what the build must say; with neither, all chapters are built, and both are good as long as the page is whole or the stop is clear.
 * Cases with an expectation build the chapter it is about: the first, unless `chapter` says otherwise.
 */
const isPair = (row, a = "US", b = "CN") =>
  [row.reporter, row.partner].sort().join() === [a, b].sort().join();
const inEdition = (row, source) => row.edition.startsWith(source);
const joint = (source, year) => (row) =>
  isPair(row) && inEdition(row, source) && (year === undefined || row.year === String(year));

/** A change of the rows that `which` picks. */
const set = (which, values) => (rows) =>
  rows.map((row) =>
    which(row) ? { ...row, ...(typeof values === "function" ? values(row) : values) } : row,
  );
const drop = (which) => (rows) => rows.filter((row) => !which(row));
const add = (which, values) => (rows) => [
  ...rows,
  ...rows.filter(which).map((row) => ({ ...row, ...(typeof values === "function" ? values(row) : values) })),
];
const exactly = (works) => ({ lower: String(works), upper: String(works), precision: "exact" });

const expectText = (value, text) =>
  value.text === text
    ? undefined
    : `expected ${JSON.stringify(text)}, the page has ${JSON.stringify(value.text)}`;
const expectProse = (prose, pattern) =>
  pattern.test(prose) ? undefined : `the page does not say ${pattern}`;
const expectNoProse = (prose, pattern) => {
  const found = pattern.exec(prose);
  return found === null ? undefined : `the page says: ${found[0]}`;
};
const first = (...faults) => faults.find((each) => each !== undefined);

const between = (a, b) => (row) => row.citing === a && row.cited === b && row.year === "2020";

/** Chapters 4 to 8: their own tables. */
const chapterCases = [
  {
    name: "fields: a fifth of the output of one",
    chapter: "04-fields",
    change: (table) =>
      table(
        "field-output",
        set(
          (row) => row.economy === "CN",
          (row) => ({ fractional: String(Number(row.fractional) / 5) }),
        ),
      ),
    stops: { notebook: "04-fields", cell: "question", says: /China had .* and the United States/ },
  },
  {
    name: "fields: both have one profile",
    chapter: "04-fields",
    change: (table) =>
      table("field-output", (rows) => {
        const profile = new Map(
          rows.filter(({ economy }) => economy === "US").map((row) => [row.field + row.year, row.fractional]),
        );
        return rows.map((row) =>
          row.economy === "CN" ? { ...row, fractional: profile.get(row.field + row.year) } : row,
        );
      }),
    stops: { notebook: "04-fields", cell: "strengths-words", says: /No field was a strength of both/ },
  },
  {
    name: "fields: one economy missing",
    chapter: "04-fields",
    change: (table) =>
      table(
        "field-output",
        drop(({ economy }) => economy === "US"),
      ),
    stops: { notebook: "04-fields", cell: "output", says: /data\/field-output\.csv has no .* US, 2021/ },
  },
  {
    name: "citations: one year",
    chapter: "05-citations",
    change: (table) =>
      table(
        "citation-index",
        drop(({ year }) => year === "2020"),
      ),
    stops: { notebook: "05-citations", cell: "indices", says: /one year alone is never shown/ },
  },
  {
    name: "citations: above what size lets expect",
    chapter: "05-citations",
    change: (table) => table("citation-index", set(between("US", "CN"), { index: "1.40" })),
    stops: { notebook: "05-citations", cell: "so-what", says: /Each cites the other less/ },
  },
  {
    name: "citations: none in the field of the claim",
    chapter: "05-citations",
    change: (table) =>
      table(
        "citation-index",
        set((row) => between("CN", "US")(row) && row.field === "computing", { index: "0" }),
      ),
    stops: { notebook: "05-citations", cell: "measures", says: /a zero among the indices .* 2020/ },
  },
  {
    name: "citations: more apart than before",
    chapter: "05-citations",
    change: (table) => table("citation-index", set(between("CN", "US"), { index: "0.20" })),
    follows: ({ prose }) =>
      first(
        expectProse(prose, /each kept more to its own than in \d+ in all fields together/),
        expectProse(prose, /China cites the United States 80 % less/),
        expectNoProse(prose, /China cites the United States \S+ times as much as it is cited back/),
      ),
  },
  {
    name: "artificial intelligence: the pair falls behind",
    chapter: "06-artificial-intelligence",
    change: (table) =>
      table(
        "ai-pairs",
        set(({ a, b }) => a + b === "CNUS", { works: "2500" }),
      ),
    stops: { notebook: "06-artificial-intelligence", cell: "so-what", says: /The pair is the largest/ },
  },
  {
    name: "artificial intelligence: printed numbers that disagree",
    chapter: "06-artificial-intelligence",
    change: (table) =>
      table(
        "estimates",
        set(({ id }) => id === "eto-change", { lower: "-3", upper: "-3" }),
      ),
    follows: ({ prose }) => expectProse(prose, /Some printed numbers rise and some fall\./),
  },
  {
    name: "artificial intelligence: nothing printed",
    chapter: "06-artificial-intelligence",
    change: (table) =>
      table(
        "estimates",
        drop(({ measure }) => /AI|NeurIPS/.test(measure)),
      ),
    stops: {
      notebook: "06-artificial-intelligence",
      cell: "printed",
      says: /data\/estimates\.csv has no primary/,
    },
  },
  {
    name: "climate: another second emitter",
    chapter: "07-space-and-climate",
    change: (table) =>
      table(
        "co2",
        set(({ economy, year }) => economy === "IN" && year === "2023", { tonnes: "9000000000" }),
      ),
    follows: ({ prose }) =>
      first(expectNoProse(prose, /largest emitters in the table/), expectProse(prose, /The two emit 44 %/)),
  },
  {
    name: "climate: each cites the other as much as itself",
    chapter: "07-space-and-climate",
    change: (table) =>
      table(
        "citation-index",
        set((row) => between("CN", "US")(row) || between("US", "CN")(row), { index: "1.30" }),
      ),
    follows: ({ prose }) => expectProse(prose, /None of the 6 indices is below one\./),
  },
  {
    name: "people: a single citizenship",
    chapter: "08-people-and-money",
    change: (table) =>
      table(
        "doctorates",
        drop(({ citizenship }) => citizenship !== "CN"),
      ),
    follows: ({ prose }) => expectProse(prose, /The table lists no other citizenship\./),
  },
  {
    name: "people: a third of the doctorates",
    chapter: "08-people-and-money",
    change: (table) =>
      table(
        "doctorates",
        set(({ citizenship, year }) => citizenship === "CN" && year === "2023", { all: "1500" }),
      ),
    stops: { notebook: "08-people-and-money", cell: "so-what", says: /On this road people kept coming/ },
  },
];

export const cases = [
  {
    name: "another peak: numbers, years and shares follow",
    change: (table) => table("copublications", set(joint("openalex", 2019), exactly(91_234))),
    follows: ({ value, prose }) =>
      first(
        expectText(value("peak-openalex"), "91,200"),
        expectText(value("fall-openalex"), `${(100 - (100 * 77_370) / 91_234).toFixed(1)}\u202f%`),
        expectProse(prose, /91,200 at the peak, in 2019/),
        expectNoProse(prose, /84,025/),
      ),
  },
  {
    name: "one paper more",
    change: (table) => table("copublications", set(joint("openalex", 2020), exactly(84_026))),
    follows: ({ value, prose }) =>
      first(
        expectText({ text: String(value("peak-openalex").raw) }, "84026"),
        expectProse(prose, /84,026/),
        expectNoProse(prose, /84,025/),
      ),
  },
  {
    name: "the last complete year is the greatest: no fall",
    change: (table) => table("copublications", set(joint("openalex", 2022), exactly(99_000))),
    stops: { notebook: "01-headline", cell: "so-what", says: /In both sources the count is below its peak/ },
  },
  {
    name: "the last year is the greatest: no peak",
    change: (table) => table("copublications", set(joint("openalex", 2023), exactly(99_000))),
    stops: { notebook: "01-headline", cell: "question", says: /rises to a peak and then falls/ },
  },
  {
    name: "the sources come closer",
    change: (table) => table("copublications", set(joint("openalex", 2021), exactly(60_000))),
    stops: { notebook: "01-headline", cell: "why", says: /the distance between them grew/ },
  },
  {
    name: "a missing year: the peak of OpenAlex",
    change: (table) => table("copublications", drop(joint("openalex", 2020))),
    follows: ({ value }) => first(expectText(value("peak-openalex"), "78,600")),
  },
  {
    name: "a missing year: the peak of NSF",
    change: (table) => table("copublications", drop(joint("nsf-2024", 2019))),
  },
  {
    name: "a missing year in the middle",
    change: (table) => table("copublications", drop(joint("openalex", 2005))),
    follows: () => undefined,
  },
  {
    name: "the last complete years missing",
    change: (table) =>
      table(
        "copublications",
        drop((row) => joint("openalex")(row) && Number(row.year) > 2020),
      ),
    stops: { notebook: "01-headline", cell: "question", says: /rises to a peak and then falls/ },
  },
  {
    name: "a zero in the middle",
    change: (table) => table("copublications", set(joint("openalex", 2005), exactly(0))),
    follows: () => undefined,
  },
  {
    name: "a zero in the last complete year",
    change: (table) => table("copublications", set(joint("nsf-2024", 2021), exactly(0))),
    stops: { notebook: "01-headline", cell: "so-what", says: /no end of joint work/ },
  },
  {
    name: "nothing but zeros",
    change: (table) => table("copublications", set(joint(""), exactly(0))),
    stops: { notebook: "01-headline", cell: "question", says: /rises to a peak/ },
  },
  {
    name: "one economy without papers of the pair",
    change: (table) => table("copublications", drop(joint(""))),
    stops: {
      notebook: "01-headline",
      cell: "counts",
      says: /data\/copublications\.csv has no papers of US and CN/,
    },
  },
  {
    name: "one economy without international papers",
    change: (table) =>
      table(
        "international",
        drop((row) => row.economy === "CN" && row.edition.startsWith("openalex")),
      ),
    stops: {
      notebook: "01-headline",
      cell: "shares",
      says: /data\/international\.csv has no complete year of CN/,
    },
  },
  {
    name: "one economy fewer in the table of economies",
    change: (table) => {
      table(
        "economies",
        drop((row) => row.code === "CN"),
      );
    },
    stops: { notebook: "01-headline", cell: "economies", says: /data\/economies\.csv has no economy "CN"/ },
  },
  {
    name: "a source missing",
    change: (table) =>
      table(
        "copublications",
        drop((row) => row.edition.startsWith("nsf")),
      ),
    stops: { notebook: "01-headline", cell: "tracks", says: /no edition of "nsf"/ },
  },
  {
    name: "an extra source",
    change: (table) => {
      table(
        "editions",
        add((row) => row.edition === "openalex-2024-08", {
          edition: "scival-2025",
          source: "scival",
          name: "SciVal 2025",
          collected: "2025-06",
        }),
        (fields) => fields.find(({ name }) => name === "source").constraints.enum.push("scival"),
      );
      table("copublications", add(joint("openalex"), { edition: "scival-2025" }));
    },
    follows: ({ prose }) =>
      first(expectProse(prose, /SciVal 2025/), expectNoProse(prose, /Two open sources answer/)),
  },
  {
    name: "an extra edition of a source",
    change: (table) => {
      table(
        "editions",
        add((row) => row.edition === "nsf-2024", {
          edition: "nsf-2026",
          name: "NSF Indicators 2026",
          collected: "2025-04",
        }),
      );
      table(
        "copublications",
        add((row) => row.edition === "nsf-2024", { edition: "nsf-2026" }),
      );
      table(
        "international",
        add((row) => row.edition === "nsf-2024", { edition: "nsf-2026" }),
      );
    },
    follows: ({ prose }) =>
      first(expectProse(prose, /NSF Indicators 2026 has/), expectNoProse(prose, /Three editions/)),
  },
  {
    name: "one edition of a source only",
    change: (table) =>
      table(
        "copublications",
        drop((row) => /^nsf-20(20|22)/.test(row.edition)),
      ),
    follows: ({ prose }) =>
      first(expectProse(prose, /No year stands in two editions/), expectNoProse(prose, /Three editions/)),
  },
  {
    name: "late entries have had their time",
    change: (table) =>
      table(
        "editions",
        set((row) => /^(nsf-2024|openalex)/.test(row.edition), { collected: "2025-06" }),
      ),
    follows: ({ prose }) => expectNoProse(prose, /papers that had not been entered yet|, incomplete/),
  },
  {
    name: "no year is complete",
    change: (table) =>
      table(
        "editions",
        set((row) => row.edition === "openalex-2024-08", { collected: "1990-03" }),
      ),
    stops: { notebook: "01-headline", cell: "tracks", says: /no year that was counted/ },
  },
  {
    name: "the share still rises",
    change: (table) =>
      table(
        "international",
        set(
          (row) => row.economy === "CN" && inEdition(row, "openalex") && Number(row.year) > 2015,
          (row) => ({ works: String(122_000 - 6_000 * (Number(row.year) - 2015)) }),
        ),
      ),
    follows: ({ prose }) =>
      expectNoProse(prose, /weigh less in the international work of China since|was losing weight/),
  },
  {
    name: "wide bounds",
    change: (table) =>
      table(
        "copublications",
        set(joint("nsf-2024", 2011), { lower: "12000", upper: "24000", precision: "bounds" }),
      ),
    follows: ({ prose }) => expectNoProse(prose, /less than a point is wide/),
  },
  {
    name: "every count of NSF printed exactly",
    change: (table) =>
      table(
        "copublications",
        set(
          (row) => joint("nsf")(row) && row.precision === "bounds",
          (row) => exactly(row.lower),
        ),
      ),
    follows: ({ prose }) => expectNoProse(prose, /NSF prints shares for most years|at most 0 papers apart/),
  },
  {
    name: "no events",
    change: (table) => table("events", (rows) => rows.slice(-1)),
  },
  {
    name: "a number that is none",
    change: (table) => table("copublications", set(joint("openalex", 2020), { lower: "n.d." })),
    stops: {
      notebook: "01-headline",
      cell: "counts",
      says: /data\/copublications\.csv:\d+:\d+ column "lower": expected an? .*"n\.d\."/,
    },
  },
  {
    name: "bounds the wrong way round",
    change: (table) =>
      table(
        "copublications",
        set(joint("nsf-2024", 2019), { lower: "63000", upper: "62000", precision: "bounds" }),
      ),
    stops: { notebook: "01-headline", says: /63000|lower|bounds/ },
  },
  {
    name: "a name that would be markup",
    change: (table) =>
      table(
        "economies",
        set((row) => row.code === "CN", { inSentence: "*China* <script>alert(1)</script>" }),
      ),
    follows: ({ prose }) => expectNoProse(prose, /(?<!\\)<script/),
  },
  {
    name: "indexing months as a parameter",
    change: () => undefined,
    parameters: ["indexingMonths=6"],
    follows: ({ prose }) =>
      first(expectNoProse(prose, /a year or more to fill up/), expectProse(prose, /in 2023/)),
  },
  {
    name: "policy events: a fall that no other pair has",
    chapter: "09-policy-events-and-inference",
    change: (table) =>
      table(
        "pairs",
        set(
          (row) => row.a === "CN" && row.b === "US" && Number(row.year) >= 2020,
          (row) => ({ works: String(Math.round(Number(row.works) / 3)) }),
        ),
      ),
    follows: ({ prose }) =>
      first(
        expectProse(prose, /none of 119 other large pairs fell as far/),
        expectNoProse(prose, /present course in 2017/),
      ),
  },
  {
    name: "policy events: an economy fewer",
    chapter: "09-policy-events-and-inference",
    change: (table) =>
      table(
        "pairs",
        drop((row) => row.a === "CH" || row.b === "CH"),
      ),
    follows: ({ prose }) =>
      first(expectProse(prose, /the pairs of 23 economies/), expectNoProse(prose, /of 119 other/)),
  },
  {
    name: "policy events: a pair is missing in one year",
    chapter: "09-policy-events-and-inference",
    change: (table) =>
      table(
        "pairs",
        drop((row) => row.a === "AU" && row.b === "BR" && row.year === "2001"),
      ),
    stops: { notebook: "09-policy-events", cell: "panel", says: /2001 .*AU and BR/s },
  },
  {
    name: "policy events: the event is not in the register",
    chapter: "09-policy-events-and-inference",
    change: (table) =>
      table(
        "events",
        drop((row) => row.label === "China Initiative"),
      ),
    stops: {
      notebook: "09-policy-events",
      cell: "register",
      says: /no primary event "China Initiative" with an effect; it has Science agreement/,
    },
  },
  {
    name: "policy events: the event is too young",
    chapter: "09-policy-events-and-inference",
    change: (table) =>
      table(
        "events",
        set((row) => row.label === "China Initiative", { date: "2021-11-01" }),
      ),
    stops: {
      notebook: "09-policy-events",
      cell: "register",
      says: /has 32 years before and 1 complete years after it .* asks for 8 and 3/,
    },
  },
  {
    name: "policy events: a register of others",
    chapter: "09-policy-events-and-inference",
    change: () => undefined,
    parameters: ["partner=GB"],
    stops: { notebook: "09-policy-events", cell: "register", says: /no primary event of GB/ },
  },
  ...["GB", "JP", "DE", "KR", "IN"].map((code) => ({
    name: `another pair: the United States and ${code}`,
    change: () => undefined,
    parameters: [`partner=${code}`],
  })),
  ...[1990, 2000, 2018, 2022, 2023].map((year) => ({
    name: `no row of ${year} in any table`,
    change: (table) => {
      for (const name of ["copublications", "international", "pairs"])
        table(
          name,
          drop((row) => row.year === String(year)),
        );
    },
  })),
  ...["copublications", "international", "pairs", "nsf-pairs", "partners", "output"].map((name) => ({
    name: `zeros throughout ${name}`,
    change: (table) =>
      table(
        name,
        set(
          () => true,
          (row) =>
            Object.fromEntries(
              Object.entries(row).map(([key, cell]) => [
                key,
                /^(works|lower|upper|total)$/.test(key) ? "0" : cell,
              ]),
            ),
        ),
      ),
  })),
  ...chapterCases,
];
