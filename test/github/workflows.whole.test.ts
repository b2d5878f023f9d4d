import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as YAML from "yaml";
import { parseGate } from "../../src/briefing/engine/diff/options.js";
import { flowIn2020 } from "../briefing/engine/diff/gauges.js";
import { writeGauges } from "../briefing/engine/diff/briefing-folder.js";
import { gitIn, writeProject } from "../support/repository.js";
import { temporaryFolder } from "../support/temporary.js";

// GitHub's own parser of workflows imports JSON as only bundlers do.
register(
  `data:text/javascript,${encodeURIComponent(`
    export const load = (url, context, next) =>
      next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
  `)}`,
);
const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  /** Of a job that calls another workflow there are none. */
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = path.join(root, ".github/workflows");
const names = readdirSync(folder);
const textOf = (name: string) => readFileSync(path.join(folder, name), "utf8");
const read = (name: string) => YAML.parse(textOf(name)) as Workflow;
const faults = (name: string, content: string) =>
  parseWorkflow({ name, content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message);

const mayWrite = [
  ["pull-requests", "briefing.yml"],
  ["id-token", "release.yml"],
];

describe.each(names)(".github/workflows/%s", (name) => {
  const { permissions, jobs } = read(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);

  it("is a workflow, as GitHub reads it", () => {
    expect(faults(name, textOf(name))).toEqual([]);
    expect(faults(name, textOf(name).replace("runs-on:", "runs-at:"))).not.toEqual([]);
  });

  it("may read, and write no more than comments, or say to npm who it is; every job ends", () => {
    expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs)) {
      if (job.steps !== undefined) expect(job["timeout-minutes"]).toBeGreaterThan(0);
      for (const [scope, right] of Object.entries(job.permissions ?? {}))
        if (right !== "read") expect([scope, name]).toBeOneOf(mayWrite);
    }
  });

  it("names actions by commit, keeps no credentials in the clone, and puts nobody's words into a script", () => {
    for (const { uses, run = "", with: inputs } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
      if (uses?.startsWith("actions/checkout@"))
        expect(inputs).toMatchObject({ "persist-credentials": false });
      expect(run).not.toContain("${{");
    }
  });

  it("calls scripts that are there", () => {
    const called = steps.flatMap(({ run = "" }) => [...run.matchAll(/node (\.github\/\S+)/g)]);
    for (const [, script = ""] of called) expect(existsSync(path.join(root, script)), script).toBe(true);
    const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const { run = "" } of steps)
      for (const [, script = ""] of run.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty([script]);
  });
});

describe("the comparison of a pull request", () => {
  const { on, jobs } = read("briefing.yml");
  const { compare } = jobs;
  const scripts = ["Compare", "Write the comment"].map(
    (name) => compare?.steps?.find((step) => step.name === name)?.run ?? "",
  );

  it("runs with the rights of the pull request, never with those of the base branch", () => {
    expect(Object.keys(on)).toEqual(["pull_request"]);
  });

  it("checks the notebooks and runs the tests before it builds", () => {
    const runs = (compare?.steps ?? []).map(({ run = "" }) => run);
    const [checked, tested, built] = ["briefing check", "npm test", "briefing build"].map((command) =>
      runs.findIndex((run) => run.includes(command)),
    );
    expect(checked).toBeGreaterThan(-1);
    expect(tested).toBeGreaterThan(checked ?? 0);
    expect(built).toBeGreaterThan(tested ?? 0);
  });

  it("has gates and formats that the command knows", () => {
    expect(() => parseGate(compare?.env?.["FAIL_ON"] ?? "")).not.toThrow();
    const names = /\bcompare (\w+) -|\bcompare (\w+) 2|--output "\$RUNNER_TEMP\/briefing\.(\w+)"/g;
    const written = [...scripts.join("\n").matchAll(names)].map(([, ...found]) => found.join(""));
    expect(written).toEqual(["json", "html", "md"]);
  });

  it("reports what changed, that nothing did, or why it is not known", async () => {
    const base = temporaryFolder("briefing action");
    const repository = path.join(base, "repository");
    const temp = path.join(base, "runner temp");
    const bin = path.join(base, "bin");
    for (const each of [temp, bin]) mkdirSync(each);
    writeProject(repository, "Two rivers");
    const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${path.join(root, "src/briefing/dist/cli/main.js")}" "$@"\n`;
    writeFileSync(path.join(bin, "npx"), npx, { mode: 0o755 });
    await writeGauges(path.join(repository, "output"));
    const git = gitIn(repository);
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "first");
    const built = path.join(temp, "built/output");
    const page = "https://github.com/me/rivers/actions/runs/1/artifacts/2";
    const run = (revision: string) => {
      writeFileSync(path.join(temp, "outputs"), "");
      rmSync(path.join(temp, "briefing.html"), { force: true });
      for (const script of scripts)
        execFileSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], {
          cwd: repository,
          stdio: "pipe",
          env: {
            ...process.env,
            // As on GitHub, where programs colour what they say.
            CI: "true",
            PATH: `${bin}:${process.env["PATH"] ?? ""}`,
            BASE: revision,
            PAGE: page,
            RUNNER_TEMP: temp,
            GITHUB_OUTPUT: path.join(temp, "outputs"),
          },
        });
      const said = (name: string) => readFileSync(path.join(temp, name), "utf8");
      return [said("outputs"), said("briefing.md")] as const;
    };
    await writeGauges(built);
    expect(run("HEAD")).toEqual([
      "comment-option=--update-only\n",
      expect.stringContaining("No differences."),
    ]);
    await writeGauges(built, flowIn2020("Alder", 90));
    const [, flipped] = run("HEAD");
    expect(flipped).toContain("1 verdict flipped");
    const leads = [...flipped.matchAll(/<a id="(c-[0-9a-f]{8})" href="([^"]+)">/g)];
    expect(leads.map(([, , href]) => href)).toEqual(leads.map(([, id = ""]) => `${page}#${id}`));
    const html = readFileSync(path.join(temp, "briefing.html"), "utf8");
    for (const [, id = ""] of leads) expect(html).toContain(`id="${id}"`);
    expect(leads.length).toBeGreaterThan(1);
    git("rm", "-rq", "output");
    git("commit", "-qm", "second");
    const [option, told] = run("HEAD");
    expect(option).toBe("comment-option=\n");
    expect(told).toContain("cannot be compared");
    expect(told).toContain("    briefing: HEAD has no output/report.json.");
    rmSync(base, { recursive: true });
  });
});
