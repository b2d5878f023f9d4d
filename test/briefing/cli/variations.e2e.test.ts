/** Texts that depend on the clock or on random numbers: a warning of every build, an error of a strict check. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { codeCell, stored, textCell } from "../../support/notebook.js";
import { temporaryFolder } from "../../support/temporary.js";
import { runBriefing } from "./run-briefing.js";

const folder = temporaryFolder("variations");
const project = path.join(folder, "loans");
const briefing = (...argv: readonly string[]) => runBriefing(argv, { cwd: project });
const notebook = path.join(project, "notebooks/01-first.ipynb");

const front = textCell("raw", "front", "---\ntitle: First\n---");
const write = (...cells: readonly ReturnType<typeof codeCell | typeof textCell>[]): Promise<void> =>
  writeFile(notebook, stored([front, codeCell("begin", 'import { fmt } from "briefing";'), ...cells]));

beforeAll(async () => {
  expect(await runBriefing(["init", project], { cwd: folder })).toMatchObject({ code: 0 });
  const configuration = path.join(project, "notebooks/briefing.yml");
  const settings = await readFile(configuration, "utf8");
  await writeFile(configuration, settings.replace(/^firstPage:[^]*?(?=^\S|$(?![^]))/m, ""));
}, 60_000);

const clock =
  /01-first\.ipynb, cell clock reads the clock: what the page prints of cell words \(“\d{4}”\) may differ/;

test("a year of the clock is printed with a warning, in every build, and a strict check fails", async () => {
  await write(
    codeCell("clock", "const year = new Date().getFullYear();"),
    codeCell("fixed", "const limit = 3;"),
    textCell("markdown", "words", "In `{ts} fmt.year(year)`."),
    textCell("markdown", "others", "At most `{ts} fmt.count(limit)`."),
  );
  for (const again of [1, 2]) {
    const { code, stderr } = await briefing("build");
    expect(code, String(again)).toBe(0);
    expect(stderr).toMatch(clock);
    expect(stderr).not.toContain("others");
  }
  const check = await briefing("check", "--guards");
  expect(check.code).toBe(0);
  expect(check.stderr).toMatch(clock);
  const strict = await briefing("check", "--guards", "--strict");
  expect(strict.code).toBe(1);
  expect(strict.stderr).toMatch(clock);
});

test("the cell is found by what ran: in a function of a module, in prose, behind a condition", async () => {
  await writeFile(
    path.join(project, "notebooks/dice.ts"),
    "/** A number from 1 to 6. */\nexport const dice = () => 1 + Math.floor(6 * Math.random());\n",
  );
  await write(
    codeCell("throws", 'import { dice } from "./dice";\nconst thrown = dice();'),
    codeCell("unused", "const never = () => Date.now();"),
    textCell("markdown", "words", 'Not `{ts} fmt.count(7)`.\n\n[It was thrown.]{holds="thrown > 0"}'),
    textCell("markdown", "late", "At `{ts} fmt.count(performance.now() > 0 ? 1 : 0)`."),
  );
  const { code, stderr } = await briefing("build");
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /cell throws uses random numbers: .* of cell words \(.*the condition thrown > 0.*\) may differ/,
  );
  expect(stderr).toMatch(/cell late reads the clock: .* of cell late \(“1”\) may differ/);
  expect(stderr).not.toContain("cell unused");
});

test("what nothing of the page depends on is no warning", async () => {
  await write(
    codeCell("clock", "const started = Date.now();\nvoid started;"),
    textCell("markdown", "words", "At most `{ts} fmt.count(3)`."),
  );
  const { code, stderr } = await briefing("build");
  expect(code).toBe(0);
  expect(stderr).not.toContain("may differ");
  expect((await briefing("check", "--guards", "--strict")).code).toBe(0);
});
