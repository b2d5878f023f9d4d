import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { main, runBriefing, type Ran } from "./run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("usage");
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const briefing = (...argv: readonly string[]): Promise<Ran> => runBriefing(argv, { cwd: folder });

const empty = "is empty, as when a shell variable is not set";
const nowhere = `${at("nowhere")} is not a project: there is no such folder`;

describe("incorrect usage exits with 2, explains what to do and writes nothing", () => {
  beforeAll(async () => {
    await writeFile(at("taken"), "");
    await mkdir(at("self/notebooks"), { recursive: true });
    await writeFile(
      at("self/notebooks/a.ipynb"),
      '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}',
    );
    await writeFile(at("self/notebooks/briefing.yml"), "title: Self\nprevious: output\n");
  });

  /** `''` is an empty argument. */
  test.each<readonly [typed: string, ...said: readonly string[]]>([
    ["bild", "unknown command 'bild'", "Did you mean build?"],
    ["--quiet build", "unknown option '--quiet'"],
    ["build --jobs many", "--jobs", "many"],
    ["build -p year", "name=value"],
    ["build", "briefing.yml", "--project DIR"],
    ["execute", "missing required argument"],
    ["execute a.ipynb b.ipynb -o out.ipynb", "one file"],
    ["execute a/x.ipynb b/x.ipynb -o out", path.join("out", "x.ipynb")],
    ["execute a.ipynb -o taken/deep/out.ipynb", `${at("taken")} is not a folder.`],
    ["execute gone.ipynb", "gone.ipynb: no such file."],
    ["clean gone.ipynb", "gone.ipynb: no such file."],
    ["check gone.ipynb", "gone.ipynb: no such file."],
    ["check --strict", "--strict is an option of --guards."],
    ["check --perturb", "--perturb is an option of --guards, without --strict."],
    ["check --guards --newest", "--table, --by and --newest are options of --perturb."],
    ["check --guards --perturb --by 0,5", "Write percentages between 0 and 100, such as 1,5,10."],
    ["render gone.ipynb", "gone.ipynb: no such file."],
    ["clean .", "Name the notebooks in it: ./*.ipynb"],
    [`build --project ${at("nowhere")}`, nowhere],
    [`git install --project ${at("nowhere")}`, nowhere],
    [`diff --project ${at("nowhere")}`, nowhere],
    ["build --project self", "output is both the earlier briefing and the folder to write"],
    ["build --project self -o x --since x/report.json", "Keep the earlier one in a folder of its own"],
    ["init ''", "argument 'dir'", empty],
    ["build --pdf ''", "--pdf", empty],
    ["execute one.ipynb ''", "argument 'notebooks'", empty],
    ["build --project self -o -", "option '-o, --output <dir>'", "write ./-"],
    ["build --project self --summary -", "option '--summary [file]'", "write ./-"],
    ["build --project self --since -", "option '--since <dir>'", "write ./-"],
    ["diff -o -", "option '-o, --output <file>'", "write ./-"],
  ])("%s", async (typed, ...said) => {
    const before = await readdir(folder, { recursive: true });
    const words = typed.split(" ").map((word) => (word === "''" ? "" : word));
    const { code, stdout, stderr } = await briefing(...words);
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
    for (const each of said) expect(stderr).toContain(each);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });

  test.runIf(existsSync("/proc/self")).each([[["init", "/proc/x/y"]], [["diff", "-o", "/proc/x/y.md"]]])(
    "a path that cannot be a folder: %j",
    async (argv) => {
      expect(await briefing(...argv)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("/proc/x") as string,
      });
    },
  );
});

/** docs/reference/commands.md contains each command's help, which test/docs checks. */
test("help exits with 0, lists all commands and shows examples", async () => {
  for (const argv of [["--help"], ["kernel", "start", "--help"]]) {
    const { code, stdout } = await briefing(...argv);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: briefing");
    expect(stdout).toContain("Examples:");
  }
  const { stdout } = await briefing("--help");
  const listed = [...stdout.matchAll(/^ {2}([a-z]+)(?: \[| <| {2})/gm)].map(([, name]) => name);
  expect(listed.join(" ")).toBe(
    "build preview execute check clean convert diff review render lab data works new init git kernel cache",
  );
});

test("the version is that of package.json", async () => {
  const { version } = JSON.parse(
    await readFile(new URL("../../../package.json", import.meta.url), "utf8"),
  ) as {
    version: string;
  };
  expect((await briefing("--version")).stdout.trim()).toBe(version);
});

test("kernel install writes a kernelspec that uninstall removes", async () => {
  const prefix = at("prefix");
  expect((await briefing("kernel", "install", "--prefix", prefix)).code).toBe(0);
  const file = path.join(prefix, "share/jupyter/kernels/tslab/kernel.json");
  const spec = JSON.parse(await readFile(file, "utf8")) as { argv: string[]; language: string };
  expect(spec.language).toBe("typescript");
  expect(spec.argv).toContain("{connection_file}");
  expect((await briefing("kernel", "uninstall", "--prefix", prefix)).code).toBe(0);
  expect(existsSync(file)).toBe(false);
  expect((await briefing("kernel", "uninstall", "--prefix", prefix)).code).toBe(1);
});

test("kernel install writes nowhere unless the place is named", async () => {
  const env = { JUPYTER_DATA_DIR: at("own"), VIRTUAL_ENV: at("environment") };
  const run = (...argv: readonly string[]) => runBriefing(["kernel", ...argv], { cwd: at("."), env });
  const unnamed = await run("install");
  expect(unnamed.code).toBe(2);
  expect(unnamed.stderr).toContain(
    "Say where the kernel is installed: --user, --sys-prefix or --prefix DIR.",
  );
  expect(unnamed.stderr).toContain(`--user is ${at("own/kernels/tslab")}`);
  expect(existsSync(at("own"))).toBe(false);
  const active = await run("install", "--sys-prefix");
  expect(active.stdout).toContain(at("environment/share/jupyter/kernels/tslab"));
  expect(await run("uninstall", "--sys-prefix")).toMatchObject({ code: 0 });
  expect((await run("install", "--sys-prefix", "--user")).code).toBe(2);
});

test("a reader that stops early does not cause a crash", () => {
  const shell = spawnSync("sh", ["-c", `"$0" "$1" --help | head -n 1`, process.execPath, main], {
    encoding: "utf8",
  });
  expect(shell.stdout).toMatch(/^Usage: briefing/);
  expect(shell.stderr).toBe("");
});
