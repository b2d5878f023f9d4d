/** Examples in README.md and the how-to guides work as described. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { Table } from "../../src/briefing/model/display.js";
import { mime } from "../../src/briefing/model/mime.js";
import { runBriefing } from "../briefing/cli/run-briefing.js";
import { codeCell, stored, textCell } from "../support/notebook.js";
import { temporaryFolder } from "../support/temporary.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(path.join(root, "README.md"), "utf8");
const fence = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "m").exec(readme)?.[1]?.trimEnd() ?? "";

test("the sentence holds until the data change, and then stops the build", async () => {
  const cwd = temporaryFolder("readme");
  mkdirSync(path.join(cwd, "notebooks"));
  cpSync(path.join(root, "docs/data"), path.join(cwd, "data"), { recursive: true });
  writeFileSync(path.join(cwd, "notebooks/briefing.yml"), "title: Visits\n");
  const cells = [
    codeCell("imports", 'import { load } from "briefing";'),
    codeCell("rows", fence("ts")),
    textCell("markdown", "sentence", fence("md")),
  ];
  writeFileSync(path.join(cwd, "notebooks/01-visits.ipynb"), stored(cells));
  expect(await runBriefing(["build"], { cwd })).toMatchObject({ code: 0 });
  expect(readFileSync(path.join(cwd, "output/briefing.md"), "utf8")).toContain(
    "North had 24,000 visits, more than South.",
  );
  const table = path.join(cwd, "data/visits.csv");
  writeFileSync(table, readFileSync(table, "utf8").replace("2023,South,8100", "2023,South,25300"));
  expect(await runBriefing(["data", "update", "visits"], { cwd })).toMatchObject({ code: 0 });
  const built = await runBriefing(["build"], { cwd, env: { npm_command: "exec" } });
  expect(built.code).toBe(1);
  expect(stripVTControlCharacters(built.stderr)).toContain(fence("text"));
});

test("code that a how-to guide says to run in a notebook runs", async () => {
  const guide = readFileSync(path.join(root, "docs/how-to/own-table.md"), "utf8");
  const code = /^```ts runs\n([\s\S]*?)^```$/m.exec(guide)?.[1] ?? "";
  expect(code).toContain("briefing/frame");
  // It imports packages of this repository.
  const cwd = path.join(root, "node_modules/.cache/docs");
  mkdirSync(cwd, { recursive: true });
  writeFileSync(path.join(cwd, "guide.ipynb"), stored([codeCell("code", code)]));
  const ran = await runBriefing(["execute", "guide.ipynb", "-o", "ran.ipynb", "--force"], { cwd });
  expect(ran.code, ran.stderr).toBe(0);
  expect(readFileSync(path.join(cwd, "ran.ipynb"), "utf8")).toContain("readers");
});

test("rows, d3-array, SQL and frames in the guide give the same tables", async () => {
  const guide = readFileSync(path.join(root, "docs/how-to/group-join-pivot.md"), "utf8");
  const blocks = [...guide.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
  const project = temporaryFolder("guide");
  // It imports packages that this repository has.
  symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
  const cwd = path.join(project, "notebooks");
  mkdirSync(cwd, { recursive: true });
  cpSync(path.join(root, "docs/data"), path.join(project, "data"), { recursive: true });
  writeFileSync(path.join(cwd, "briefing.yml"), "title: Guide\n");
  const cells = blocks.map((code, at) => codeCell(`block-${at}`, code));
  writeFileSync(path.join(cwd, "guide.ipynb"), stored(cells));
  const ran = await runBriefing(["execute", "guide.ipynb", "-o", "ran.ipynb", "--force"], { cwd });
  expect(ran.code, ran.stderr).toBe(0);
  const executed = JSON.parse(readFileSync(path.join(cwd, "ran.ipynb"), "utf8")) as {
    readonly cells: readonly {
      readonly outputs: readonly { readonly data?: Readonly<Record<string, unknown>> }[];
    }[];
  };
  const outputs = executed.cells.flatMap((cell) =>
    cell.outputs.flatMap(({ data }) => (data === undefined ? [] : [data])),
  );
  const tables = outputs.flatMap((data) =>
    data[mime.table] === undefined ? [] : [data[mime.table] as Table],
  );
  const rows = tables.map((each) => each.rows.map((row) => row.map(({ raw }) => raw)));
  const [byRows, byD3, bySql, byFrames, wide, wideBySql, , rolling, rollingBySql] = rows;
  expect(byRows?.length).toBeGreaterThan(3);
  expect([byD3, bySql, byFrames]).toEqual([byRows, byRows, byRows]);
  expect(wideBySql).toEqual(wide);
  expect(rollingBySql).toEqual(rolling);
  expect(outputs.filter((data) => mime.figure in data)).toHaveLength(7);
});
