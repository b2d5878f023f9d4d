/** Accepted changes stay accepted until they change again; editions are found by their tags. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { flowIn2020 } from "../engine/diff/gauges.js";
import { writeGauges } from "../engine/diff/briefing-folder.js";
import { runBriefing } from "./run-briefing.js";
import { gitIn, writeProject } from "../../support/repository.js";
import { temporaryFolder } from "../../support/temporary.js";

const cwd = temporaryFolder("briefing review");
const reviewed = path.join(cwd, "notebooks/reviewed.json");
const git = gitIn(cwd);
const run = (...argv: readonly string[]) => runBriefing(argv, { cwd });
const build = (flow: number) => writeGauges(path.join(cwd, "output"), flowIn2020("Birch", flow));

beforeAll(async () => {
  writeProject(cwd, "Two rivers");
  git("init", "-q");
  await build(150);
  git("add", "-A");
  git("commit", "-qm", "an edition");
  await build(170);
});

test("the gate fails only on unaccepted changes", async () => {
  expect(await run("review")).toMatchObject({ code: 1 });
  expect(await run("diff", "--fail-on", "any")).toMatchObject({ code: 1 });
  const all = await run("review", "--accept-all");
  expect(all).toMatchObject({ code: 0 });
  expect(all.stdout).toMatch(/^(\d+) changes of \1 accepted/);
  expect(await run("review")).toMatchObject({ code: 0 });
  expect(await run("diff", "--fail-on", "any")).toMatchObject({ code: 0 });
});

test("an accepted change comes up again if it changes again", async () => {
  await build(171);
  const again = await run("review");
  expect(again).toMatchObject({ code: 1 });
  expect(again.stdout).toContain("not accepted: value ");
  await run("review", "--accept-all");
  expect(await run("review")).toMatchObject({ code: 0 });
  // Acceptances for another state are kept, because a branch may come back.
  await build(170);
  expect(await run("review")).toMatchObject({ code: 0 });
});

test("an entry is accepted by its address in the page and the comment, and no other is", async () => {
  await build(172);
  const page = path.join(cwd, "page.html");
  await run("diff", "-o", page, "--force");
  const [, address = ""] = /<article[^>]*id="(c-[0-9a-f]{8})"[^>]*data-kind="value"/.exec(
    readFileSync(page, "utf8"),
  ) ?? [""];
  expect((await run("review")).stdout).toContain(`(${address})`);
  const { code, stdout } = await run("review", "--accept", `#${address}`);
  expect(code).toBe(1);
  expect(stdout).not.toContain(address);
  expect((await run("review")).stdout).toBe(stdout);
  const unknown = await run("review", "--accept", "c-00000000");
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.stderr).toContain("have no entry c-00000000");
  expect(await run("review", "--accept", "peak")).toMatchObject({ code: 2 });
  await build(170);
});

test("a file edited into something else is rejected and preserved", async () => {
  const text = readFileSync(reviewed, "utf8");
  for (const broken of ["{", "[]", '{"version":3,"accepted":{}}', '{"version":1,"accepted":{"x":1}}']) {
    writeFileSync(reviewed, broken);
    const ran = await run("review");
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain("is not what briefing review writes.");
    expect(readFileSync(reviewed, "utf8")).toBe(broken);
  }
  writeFileSync(reviewed, text);
});

test("--since-published compares with the newest tag", async () => {
  const none = await run("diff", "--since-published");
  expect(none).toMatchObject({ code: 2 });
  expect(none.stderr).toContain("No edition is published yet");
  git("tag", "edition-1");
  const ran = await run("diff", "--since-published");
  expect(ran.stdout).toContain("refs/tags/edition-1");
  expect(ran.stdout).toMatch(/numbers moved/);
  expect(await run("diff", "--since-published", "HEAD", "HEAD")).toMatchObject({ code: 2 });
});

test("--changelog drafts the edition's entry before earlier ones, once", async () => {
  const changes = path.join(cwd, "notebooks/changes.md");
  writeFileSync(changes, "# Editions\n\n## 1 May 2020\n\nThe first.\n");
  expect(await run("diff", "HEAD", "--changelog")).toMatchObject({ code: 0 });
  const text = readFileSync(changes, "utf8");
  expect(text).toMatch(
    /^# Editions\n\n## .+\n\n\d numbers moved[\s\S]*\n\n- [\s\S]*\n\n## 1 May 2020\n\nThe first\.\n$/,
  );
  const again = await run("diff", "HEAD", "--changelog");
  expect(again).toMatchObject({ code: 2 });
  expect(again.stderr).toContain("already");
  expect(readFileSync(changes, "utf8")).toBe(text);
});
