/** Frames and groups in cells, as the kernel runs and checks them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../support/temporary.js";
import { newCompiler, startSession } from "../../compile/support/session.js";
import { bundles, runCells } from "./run-cells.js";

const rows = `[
  { year: 2022, branch: "North", visits: 10 as number | null },
  { year: 2022, branch: "South", visits: null },
  { branch: "North", year: 2023, visits: 30 },
]`;

test("a frame as last expression is a table, and an error names the column and the way out", async () => {
  const run = await runCells([
    `import { frame } from "briefing/frame"; import { bar, figure, table } from "briefing"; const all = frame(${rows});`,
    'all.sortValues("visits", { ascending: false }).head(2)',
    'all.groupby(["branch"]).col(["visits"]).mean()',
    'const known = all.dropNa({ columns: ["visits"] }).groupby(["branch"]).col(["visits"]).mean(); figure(bar(known, { x: "branch", y: "visits_mean" })); table(known);',
  ]);
  expect(run.outcomes.map(({ error }) => error?.ename)).toEqual([
    undefined,
    undefined,
    "AuthoringError",
    undefined,
  ]);
  const [shown] = bundles(run, 2, "execute_result") as readonly Readonly<Record<string, string>>[];
  expect(shown?.["text/html"]).toContain("<table");
  expect(shown?.["text/plain"]).toMatch(/year +branch +visits\n2 +2023 +North +30\n0 +2022 +North +10/);
  expect(run.outcomes[2]?.error?.evalue).toContain('the column "visits" has 1 missing value in 3 rows');
});

test("groups by Object.groupBy and Map.groupBy, in a module too, with any version of Node.js", async () => {
  const folder = temporaryFolder();
  writeFileSync(
    path.join(folder, "groups.ts"),
    "export const lengths = (words: readonly string[]) => [...Map.groupBy(words, (word) => word.length)];\n",
  );
  const run = await runCells(
    [
      'import { lengths } from "./groups"; const parity = Object.groupBy([1, 2, 3], (n) => (n % 2 === 0 ? "even" : "odd"));',
      "JSON.stringify([parity.odd, lengths(['a', 'bb', 'c'])])",
    ],
    { folder },
  );
  expect(run.outcomes.map(({ error }) => error)).toEqual([undefined, undefined]);
  expect(bundles(run, 2, "execute_result")).toEqual([
    { "text/plain": `'[[1,3],[[1,["a","c"]],[2,["bb"]]]]'` },
  ]);
});

test("the types of columns follow a frame, and groups are typed", async () => {
  const folder = path.join(temporaryFolder(), "notebooks");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "briefing.yml"), "title: Frames\n");
  const compiler = newCompiler(folder);
  const { types } = startSession(compiler);
  const first = `import { concat, frame, merge } from "briefing/frame"; import { line, table } from "briefing"; const all = frame(${rows});`;
  expect(await types.check(first)).toEqual([]);
  types.declare(first);
  const messagesOf = async (source: string) => (await types.check(source)).map(({ message }) => message);
  const right = `
const grouped = all.dropNa({ columns: ["visits"] }).groupby(["branch"]).agg({ visits: ["min", "mean"], year: "count" });
const numbers: readonly number[] = grouped.column("visits_mean").values;
const names: readonly string[] = grouped.column("branch").values;
const counted = grouped.rows.map((row) => row.year_count + row.visits_min);
const renamed = all.rename({ visits: "people" }).addColumn("twice", [1, 2, 3]).column("people").values;
const joined = merge({ left: all, right: frame([{ branch: "North", place: "A" }]), on: ["branch"], how: "left" });
const place: string | null = joined.rows[0].place;
const north = all.loc({ rows: all.column("branch").eq("North"), columns: ["year", "visits"] });
line(north, { x: "year", y: "visits" }); table(north); concat({ dfList: [all, all] });
const byYear = Object.groupBy(all.rows, (row) => row.year); const later = byYear[2023]?.length;
const byBranch = Map.groupBy(all.rows, (row) => row.branch).get("North")?.[0].visits;`;
  expect(await messagesOf(right)).toEqual([]);
  expect(await messagesOf('all.sortValues("visit")')).toEqual([expect.stringContaining('"visits"')]);
  expect(await messagesOf('all.groupby(["branch"]).col(["visit"])')).toHaveLength(1);
  expect(await messagesOf('all.column("visits").values[0].toFixed()')).toHaveLength(1);
  expect(await messagesOf('line(all, { x: "yeer", y: "visits" })')).toEqual([
    expect.stringContaining('"year"'),
  ]);
});
