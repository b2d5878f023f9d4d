/** SQL over tables of data/, computed by the real DuckDB and compared with plain loops. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterEach, expect, test } from "vitest";
import { load } from "../../../../src/briefing/authoring/load/load.js";
import { sql, type SqlParameter } from "../../../../src/briefing/authoring/sql/sql.js";
import { describeWithDuckDb } from "../../../support/duckdb.js";
import { listenForReads } from "../../../support/reads.js";
import { fieldNote } from "../../../../src/briefing/authoring/load/records.js";
import { createProject, field, type TableFiles } from "../load/project.js";

const home = process.cwd();
afterEach(() => {
  process.chdir(home);
});

const schema = {
  fields: [
    field("a"),
    field("b"),
    field("year", "year"),
    field("works", "integer"),
    field("share", "number"),
    field("final", "boolean"),
    field("counted", "date"),
  ],
  missingValues: ["", "n.a."],
};
const csv = `a,b,year,works,share,final,counted
CN,US,2018,62000,0.5,true,2020-01-31
CN,US,2019,64500,n.a.,true,2021-01-31
NA,US,2019,12,1e-3,false,
"D""E","x,y",2019,12,0.1,false,2021-02-28
`;

function inProject(tables: Readonly<Record<string, TableFiles>>): string {
  const project = createProject(tables);
  process.chdir(project);
  return project;
}
const ask = (text: string, ...parameters: SqlParameter[]) =>
  sql(Object.assign(text.split("?"), { raw: [] }), ...parameters);

describeWithDuckDb("sql", () => {
  test("a query gives the rows of load, of every type", async () => {
    inProject({ pairs: { csv, schema } });
    expect(await sql`FROM pairs ORDER BY a, year`).toEqual(
      [...load("pairs")].sort((x, y) => (`${x["a"]}${x["year"]}` < `${y["a"]}${y["year"]}` ? -1 : 1)),
    );
  });

  test("a column of a table keeps its title, unit and type; a new name is its title; a computed one has none", async () => {
    const economy = { name: "a", type: "string", title: "Economy" };
    const year = { name: "Berichtsjahr", type: "year", title: "Reported year" };
    const works = { name: "works", type: "integer", title: "Joint works", unit: "works" };
    const fields = [economy, year, works];
    inProject({ pairs: { csv: "a,Berichtsjahr,works\nCN,2018,62000\n", schema: { fields } } });
    const notes = async (text: string, names: readonly string[]) => {
      const rows = await ask(text);
      return names.map((name) => fieldNote(rows, name));
    };
    expect(await notes("FROM pairs", ["a", "Berichtsjahr", "works"])).toMatchObject([economy, year, works]);
    expect(
      await notes(
        "SELECT p.A, works AS n, works / 2 AS half, max(works) AS works FROM pairs p GROUP BY ALL",
        ["a", "n", "half", "works"],
      ),
    ).toEqual([undefined, { name: "n", type: "integer", unit: "works" }, undefined, undefined]);
    expect(
      await notes(
        'WITH x AS (SELECT a, works AS "number of works", Berichtsjahr AS jahr FROM pairs) SELECT x.*, y.works FROM x JOIN (FROM pairs) y USING (a)',
        ["a", "number of works", "jahr", "works"],
      ),
    ).toEqual([economy, { name: "number of works", type: "integer" }, { name: "jahr", type: "year" }, works]);
    expect(await notes("SELECT * REPLACE (2 * works AS works) FROM pairs", ["works", "a"])).toMatchObject([
      undefined,
      economy,
    ]);
  });

  test("a value in the template is a value, never SQL", async () => {
    inProject({ pairs: { csv, schema } });
    const name = "'; DROP TABLE pairs; --";
    expect(await sql`SELECT a FROM pairs WHERE a = ${name} ORDER BY a`).toEqual([]);
    expect(
      await sql`SELECT a FROM pairs WHERE a IN ${["CN", 'D"E']} AND year > ${2018} ORDER BY a LIMIT ${5}`,
    ).toEqual([{ a: "CN" }, { a: 'D"E' }]);
    expect(await sql`SELECT a FROM pairs WHERE year IN ${[]} ORDER BY a`).toEqual([]);
    expect(await sql`SELECT sum(share * ${0.5}) AS s, ${null} IS NULL AS n, ${true} AS t FROM pairs`).toEqual(
      [{ s: expect.closeTo(0.3005, 12) as number, n: true, t: true }],
    );
  });

  test("whole numbers are exact or rejected; decimals, dates and times are text or numbers", async () => {
    inProject({ pairs: { csv, schema } });
    expect(
      await sql`SELECT 9007199254740991 AS most, 1.25 AS decimal, DATE '2018-11-01' AS day, TIMESTAMP '2018-11-01 10:00:00' AS time`,
    ).toEqual([{ most: 2 ** 53 - 1, decimal: 1.25, day: "2018-11-01", time: "2018-11-01 10:00:00" }]);
    expect(await sql`SELECT CAST(${9007199254740993n} AS VARCHAR) AS long`).toEqual([
      { long: "9007199254740993" },
    ]);
    expect(await sql`SELECT 9007199254740993::VARCHAR AS long, 0.12345678901234567 AS fraction`).toEqual([
      { long: "9007199254740993", fraction: 0.12345678901234567 },
    ]);
    await expect(sql`SELECT 9007199254740992 AS more`).rejects.toThrow(
      '9007199254740992 in column "more" of the query has more digits than a number holds exactly.',
    );
    await expect(sql`SELECT [1, 2] AS list`).rejects.toThrow('Column "list"');
  });

  test("rows that ORDER BY leaves tied come in one order, whatever the order of the file", async () => {
    const row = fc.record({
      a: fc.constantFrom("x", "y"),
      works: fc.integer({ min: 0, max: 3 }),
      share: fc.constantFrom(0.1, 0.2, 0.7),
    });
    const small = { fields: [field("a"), field("works", "integer"), field("share", "number")] };
    const write = (rows: readonly { a: string; works: number; share: number }[]) =>
      `a,works,share\n${rows.map((one) => `${one.a},${one.works},${one.share}\n`).join("")}`;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 30 }), async (rows) => {
        const answers = [];
        for (const order of [rows, [...rows].reverse()]) {
          const project = createProject({ t: { csv: write(order), schema: small } });
          process.chdir(project);
          answers.push([
            await sql`SELECT works, a, share FROM t ORDER BY a`,
            await sql`SELECT share, works FROM t ORDER BY works DESC LIMIT 2`,
            await sql`SELECT a, count(*) AS n FROM t GROUP BY a ORDER BY n`,
            await sql`SELECT works FROM t UNION ALL SELECT works FROM t WHERE a = 'x' ORDER BY ALL`,
          ]);
        }
        expect(answers[1]).toEqual(answers[0]);
        expect(answers[0]?.[0]?.map((one) => String(one["a"])).join("")).toMatch(/^x*y*$/);
      }),
      { numRuns: 8 },
    );
  });

  test.each([
    ["SELECT a FROM pairs", "no ORDER BY: it gives several rows"],
    ["SELECT a FROM pairs LIMIT 1", "no ORDER BY: LIMIT takes any rows"],
    ["SELECT a FROM pairs ORDER BY random()", "random gives something else another time"],
    ["SELECT now() AS n", "now gives something else"],
    ["SELECT current_date AS d", "current_date gives something else"],
    ["SELECT Current_Date AS d", "current_date gives something else"],
    ["SELECT RANDOM() AS r", "random gives something else"],
    ["SELECT age(DATE '2000-01-01') AS a", "age gives something else"],
    ["SELECT sum(works) AS w FROM (SELECT works FROM pairs LIMIT 1)", "no ORDER BY: LIMIT takes any rows"],
    ["SELECT DISTINCT ON (a) a, b FROM pairs", "no ORDER BY: DISTINCT ON takes any rows"],
    ["SELECT string_agg(a, ',') AS a FROM pairs", "string_agg(…) depends on the order of the rows"],
    ["SHOW TABLES", "The query is no SELECT."],
    ["DESCRIBE pairs", "The query is no SELECT."],
    ["SELECT a FROM pairs WHERE a = '?' ORDER BY a", "stands inside quotes", "CN"],
    ["SELECT 1e309 AS x", "Parser Error"],
    ["SELECT a FROM pairs USING SAMPLE 1 ROWS ORDER BY a", "takes a sample by chance"],
    ["SELECT a FROM read_csv('data/pairs.csv') ORDER BY a", "reads read_csv(…), which is no table of data/"],
    ["SELECT a FROM 'data/pairs.csv' ORDER BY a", 'there is no table "data/pairs.csv"'],
    ["SELECT a FROM pears ORDER BY a", 'there is no table "pears" in data/datapackage.json'],
    ["SELECT a FROM cube.pairs ORDER BY a", "There is no cube in data/cube."],
    ["SELECT aa FROM pairs ORDER BY a", 'Referenced column "aa" not found'],
    ["DELETE FROM pairs", "The query is no SELECT."],
    ["SELECT 1; SELECT 2", "A query is one SELECT."],
    ["SELECT a FRM pairs", "DuckDB does not understand the query"],
    ["", "A query is one SELECT."],
    ["SELECT a FROM pairs WHERE year > ? ORDER BY a", "Value 1 of the query is undefined.", undefined],
    ["SELECT ? AS v", "Value 1 of the query is NaN.", NaN],
    ["SELECT ? AS v", "Value 1 of the query is Date.", new Date(0)],
    ["SELECT ? AS v", "Value 1 of the query, 9007199254740992, has more digits", 2 ** 53],
    ["SELECT ? AS v", "Value 1 of the query is a list of", [1, "a"]],
  ])("%s is rejected: %s", async (text, words, ...parameters) => {
    inProject({ pairs: { csv, schema } });
    await expect(ask(text, ...(parameters as SqlParameter[]))).rejects.toThrow(words);
  });

  test("a cell that its schema forbids is reported as by load", async () => {
    inProject({ pairs: { csv: csv.replace("2018", "n.d."), schema } });
    await expect(sql`FROM pairs ORDER BY ALL`).rejects.toThrow(
      'data/pairs.csv:2:7 column "year": expected a year of four digits, got "n.d."',
    );
  });

  test("names in WITH are not tables, even if they hide one; columns with the same name are distinguished", async () => {
    inProject({ pairs: { csv, schema } });
    for (const [name, from, read] of [
      ["early", "pairs", "early"],
      ["pairs", "pairs", "pairs"],
      ["Early", "Pairs", "early"],
    ])
      expect(
        await ask(
          `WITH ${name} AS (SELECT year FROM ${from} WHERE year < 2019) SELECT count(*) AS n FROM ${read}`,
        ),
      ).toEqual([{ n: 1 }]);
    expect(await sql`SELECT a, a FROM pairs WHERE year = 2018`).toEqual([{ a: "CN", a_1: "CN" }]);
    expect(await sql`SELECT count(*) AS n FROM range(${4}) JOIN pairs ON year = 2015 + range`).toEqual([
      { n: 1 },
    ]);
  });

  test.each<[query: string, ...read: string[]]>([
    ["WITH pairs AS (FROM other) SELECT count(*) AS n FROM pairs", "other"],
    ["WITH pairs AS (FROM pairs) SELECT count(*) AS n FROM pairs", "pairs"],
    [
      "SELECT (WITH pairs AS (FROM other) SELECT count(*) FROM pairs) + count(*) AS n FROM pairs",
      "other",
      "pairs",
    ],
    [
      "WITH RECURSIVE pairs AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM pairs WHERE n < 3) SELECT sum(n) AS n FROM pairs",
    ],
  ])("tables are those that are read, not those whose names WITH uses: %s", async (query, ...read) => {
    const project = inProject({ pairs: { csv, schema }, other: { csv, schema } });
    const reads = listenForReads();
    await ask(query);
    const files = new Set(reads.map(({ file }) => relative(project, file)));
    expect([...files].sort()).toEqual(read.map((name) => `data/${name}.csv`));
  });

  test("a changed file is read again, and several queries may run at once", async () => {
    const project = inProject({ pairs: { csv, schema } });
    const total = () => sql<{ n: number }>`SELECT sum(works) AS n FROM pairs`;
    expect(await Promise.all([total(), total(), total(), total()])).toEqual(Array(4).fill([{ n: 126524 }]));
    const file = join(project, "data/pairs.csv");
    writeFileSync(file, csv.replace("62000", "62001"));
    utimesSync(file, 1, 1);
    expect(await total()).toEqual([{ n: 126525 }]);
  });

  test("tables of a cube are read in place, and no other file is", async () => {
    const project = inProject({ pairs: { csv, schema } });
    const cube = join(project, "data/cube");
    mkdirSync(cube);
    const pair = { $schema: "urn:briefing:cube:3", pair: ["CN", "US"], panel: [2018, 2019] };
    const describeCube = (more: object) => {
      writeFileSync(join(cube, "cube.json"), JSON.stringify({ ...pair, ...more }));
    };
    describeCube({ tables: { pairs: {} } });
    const columnData = [
      { name: "year", data: new Int32Array([2018, 2019]) },
      { name: "whole", data: new BigInt64Array([5n, 7n]) },
    ];
    writeFileSync(join(cube, "pairs.parquet"), new Uint8Array(parquetWriteBuffer({ columnData })));
    expect(
      await sql`SELECT p.year, cube.pairs.whole, sum(works) AS works FROM pairs p JOIN cube.pairs USING (year) GROUP BY ALL ORDER BY 1`,
    ).toEqual([
      { year: 2018, whole: 5, works: 62000 },
      { year: 2019, whole: 7, works: 64524 },
    ]);
    await expect(sql`FROM cube.fields ORDER BY ALL`).rejects.toThrow('no table "fields"');
    const reads = listenForReads();
    await sql`SELECT sum(whole) AS whole FROM cube.pairs`;
    expect(reads.map(({ file }) => file)).toContain(join(process.cwd(), "data/cube/pairs.parquet"));
    describeCube({ tables: null });
    await expect(sql`FROM cube.pairs ORDER BY ALL`).rejects.toThrow("does not describe a cube");
  });
});
