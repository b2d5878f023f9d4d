import { cpSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { flowIn2020 } from "../engine/diff/gauges.js";
import { writeGauges } from "../engine/diff/briefing-folder.js";
import { runBriefing } from "./run-briefing.js";
import { gitIn, writeProject } from "../../support/repository.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

const base = temporaryFolder("briefing bad");
const at = (...names: readonly string[]) => path.join(base, ...names);
const git = (cwd: string, ...argv: readonly string[]) => gitIn(cwd)(...argv);

beforeAll(async () => {
  await writeGauges(at("good/output"));
  const report = readFileSync(at("good/output/report.json"), "utf8");
  writeProject(at("good"), "Two rivers");
  // Another project: other ids, titles and numbers.
  writeFiles(base, { "foreign/report.json": JSON.stringify(foreign(JSON.parse(report) as object)) });
  git(base, "init", "-q", "good");
  git(at("good"), "add", "-A");
  git(at("good"), "commit", "-qm", "first");
  git(at("good"), "commit", "-qm", "second", "--allow-empty");
  git(base, "clone", "-q", "--depth", "1", pathToFileURL(at("good")).href, "shallow");
});

function foreign(report: object): object {
  const place = { notebook: "notebooks/tea.ipynb", cell: "a" };
  return {
    ...report,
    title: "Tea",
    sections: [{ id: "tea", notebook: "notebooks/tea.ipynb", title: ["How tea is drunk"], blocks: [] }],
    values: { cups: { raw: 3, text: "3", format: "count", place } },
    files: {},
    inputs: {},
    provenance: {},
    bibliography: [],
    citations: {},
  };
}

/** Further sides that are not briefings: test/hostile/reports. */
describe("briefing diff: invalid input is reported, with exit code 2 and nothing on standard output:", () => {
  it.each([
    ["a name outside a project", "v1.0", /v1\.0: there is no project here/],
    ["another project", "foreign", /briefings of different projects: "Two rivers" and "Tea" have no chapter/],
  ])("%s", async (_, name, said) => {
    const ran = await runBriefing(["diff", "good/output", name], { cwd: base });
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(said);
    expect(ran.stderr).not.toContain("    at ");
  });

  it("a revision that does not exist, and one that a shallow clone does not have", async () => {
    const gone = await runBriefing(["diff", "v9"], { cwd: at("good") });
    expect(gone).toMatchObject({ code: 2, stdout: "" });
    expect(gone.stderr).toContain(
      '"v9" is neither a file or folder here nor a revision of the git repository.',
    );
    expect(gone.stderr).toContain("git log --oneline");
    const shallow = await runBriefing(["diff", "HEAD~1"], { cwd: at("shallow") });
    expect(shallow).toMatchObject({ code: 2, stdout: "" });
    expect(shallow.stderr).toContain(
      "The clone is shallow: fetch more of its history (git fetch --unshallow).",
    );
    expect(await runBriefing(["diff"], { cwd: at("shallow") })).toMatchObject({ code: 0 });
  });

  it("one side alone outside a project, and a repository without commits", async () => {
    const alone = await runBriefing(["diff", "good/output"], { cwd: base });
    expect(alone).toMatchObject({ code: 2, stdout: "" });
    expect(alone.stderr).toContain("Name both sides: briefing diff BEFORE AFTER");
    const unborn = at("unborn");
    cpSync(at("good"), unborn, { recursive: true });
    rmSync(path.join(unborn, ".git"), { recursive: true, force: true });
    git(base, "init", "-q", unborn);
    const ran = await runBriefing(["diff"], { cwd: unborn });
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("Nothing is committed yet");
  });

  it("invalid options", async () => {
    const typed = [
      ["--tolerance", "much"],
      ["--tolerance", "=1%"],
      ["--only", "values,colours"],
      ["--fail-on", "prose>1%"],
      ["--fail-on", "value>"],
      ["--format", "pdf"],
      ["-o", "x.pdf"],
    ];
    const all = typed.map((options) => ["diff", "good/output", "good/output", ...options]);
    const ran = await Promise.all(all.map((argv) => runBriefing(argv, { cwd: base })));
    for (const each of ran) expect(each, each.stderr).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("briefing diff: exit codes and filters", () => {
  it("0 within the limits, 1 beyond, by kind and threshold, with a tolerance for one id", async () => {
    await writeGauges(at("later/output"), flowIn2020("Birch", 170));
    const diff = (...options: readonly string[]) =>
      runBriefing(["diff", "good/output", "later/output", ...options], { cwd: base });
    const gates = [[], ["nothing"], ["value>1%"], ["value>2%,verdict,code"], ["value>2%,verdict,figure"]];
    const ran = await Promise.all(gates.map((gate) => diff(...gate.flatMap((text) => ["--fail-on", text]))));
    expect(ran.map(({ code }) => code)).toEqual([1, 0, 1, 0, 1]);
    const values = await diff("--only", "values", "--format", "json");
    const kinds = (text: string) =>
      (JSON.parse(text) as { changes: { kind: string; id: string }[] }).changes.map(
        ({ kind, id }) => `${kind} ${id}`,
      );
    expect(kinds(values.stdout)).toEqual(["value 01-flow.words-fmt-count-birch", "value flow.caption.1"]);
    const one = await diff("--only", "values", "--tolerance", "flow.caption.1=1%", "--format", "json");
    expect(kinds(one.stdout)).toEqual(["value 01-flow.words-fmt-count-birch"]);
    const all = await diff("--tolerance", "10%");
    expect(all).toMatchObject({ code: 0 });
    expect(all.stdout).toContain("No differences beyond the tolerance; 4 numbers differ within it.");
  });
});
