/** A project with every setting and every chart builds, with the bundled command and kernel that users have. */
import { existsSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { main, runBriefing, type Ran } from "../briefing/cli/run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const project = temporaryFolder("every-setting");
const briefing = (...argv: readonly string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: project, env: { BRIEFING_CACHE_DIR: path.join(project, "cache") } });
const written = (name: string): Promise<string> => readFile(path.join(project, "output", name), "utf8");
const settings = path.join(project, "notebooks/briefing.yml");
/** Changes the settings, and gives those before. */
async function edit(change: (text: string) => string): Promise<string> {
  const text = await readFile(settings, "utf8");
  await writeFile(settings, change(text));
  return text;
}

let built: Ran;
beforeAll(async () => {
  await cp(fileURLToPath(new URL("../fixtures/every-setting", import.meta.url)), project, {
    recursive: true,
  });
  // The edition that the other is compared with.
  const whole = await edit((text) => text.replace(/^previous:.*\n/m, ""));
  const first = await briefing("build");
  expect(first, first.stderr).toMatchObject({ code: 0 });
  await cp(path.join(project, "output/report.json"), path.join(project, "earlier/report.json"));
  await writeFile(settings, whole);
  built = await briefing("build");
});

test("it builds, on the bundled kernel", () => {
  expect(existsSync(path.resolve(path.dirname(main), "../bundled/kernel/main.js"))).toBe(true);
  expect(built, built.stderr).toMatchObject({ code: 0 });
  expect(built.stderr + built.stdout).toContain("14 figures");
});

test("cells use its colours, its currency, and columns of any name", async () => {
  const spec = await written("figures/line.vl.json");
  expect(spec).toContain("#a05fb4");
  const page = await written("briefing.md");
  expect(page).toContain("cost €585.3\u00a0million in 2022");
  expect(page).toContain("The north has 16.04 km² and 17,000 visits; it costs €460.3\u00a0million, or");
  expect(page).toContain("CHF\u00a0460.3\u00a0million elsewhere");
});

test("a change of the currency executes the cells that print amounts, and no others", async () => {
  await edit((text) => text.replace("currency: EUR", "currency: GBP"));
  const { code, stderr, stdout } = await briefing("build");
  expect(code, stderr).toBe(0);
  expect(await written("briefing.md")).toContain("cost £585.3\u00a0million");
  expect(stderr + stdout).toMatch(/01-settings .*the currency in notebooks\/briefing\.yml changed/);
  expect(stderr + stdout).toMatch(/02-charts .*unchanged/);
});

test("without a currency, the place of the amount is named; a wrong one is an error in its line", async () => {
  await edit((text) => text.replace("currency: GBP", "# currency: GBP"));
  const missing = await briefing("build");
  expect(missing.code).toBe(1);
  expect(missing.stderr).toMatch(
    /01-settings\.md:\d+:\d+: AuthoringError: .*the currency of the amount is missing/,
  );
  await edit((text) => text.replace("# currency: GBP", "currency: gbp"));
  const wrong = await briefing("check");
  expect(wrong.code).not.toBe(0);
  expect(wrong.stderr + wrong.stdout).toMatch(
    /notebooks\/briefing\.yml:\d+:11: currency: "gbp" is not a currency code of ISO 4217\. Write GBP\./,
  );
  await rm(path.join(project, "cache"), { recursive: true, force: true });
});
