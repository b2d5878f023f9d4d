/** A separate project builds a briefing with the package, as in docs/how-to/call-from-a-program.md. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { runBriefing } from "../../cli/run-briefing.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { codeCell, stored } from "../../../support/notebook.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const typescript = (name: string): string =>
  path.join(path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "bin/tsc");
const folder = temporaryFolder("program");
let example = "";

beforeAll(async () => {
  await mkdir(path.join(folder, "node_modules"));
  await symlink(path.join(root, "src/briefing"), path.join(folder, "node_modules/briefing"));
  expect(await runBriefing(["init", "my-briefing"], { cwd: folder })).toMatchObject({ code: 0 });
  const guide = await readFile(path.join(root, "docs/how-to/call-from-a-program.md"), "utf8");
  [, example = ""] = /```ts\n(import \{ build[\s\S]*?)```/.exec(guide) ?? [];
});

// The same bytes as the command: test/package/package.whole.test.ts.
test("the documented example builds a briefing", async () => {
  await writeFile(path.join(folder, "example.mjs"), example);
  const ran = spawnSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
  expect(ran.stderr).toBe("");
  expect(ran.stdout).toMatch(/draft: 2 figures, \d+ values\n$/);
  expect(await readdir(path.join(folder, "draft"))).toContain("briefing.html");
}, 600_000);

test.each([
  ["typescript", "nodenext"],
  ["@tslab/typescript-for-tslab", "node"],
])("its types are found by %s with %s resolution", async (compiler, resolution) => {
  await writeFile(path.join(folder, "example.mts"), example);
  await writeFile(path.join(folder, "notebook.mts"), 'import { fmt } from "briefing";\nfmt.count(1);\n');
  const options = `--target es2022 --strict --noEmit --skipLibCheck --types node --moduleResolution ${resolution}`;
  const where = ["--typeRoots", path.join(root, "node_modules/@types")];
  const module = ["--module", resolution === "node" ? "es2022" : resolution];
  const argv = [
    typescript(compiler),
    ...options.split(" "),
    ...where,
    ...module,
    "example.mts",
    "notebook.mts",
  ];
  expect(execFileSync(process.execPath, argv, { cwd: folder, encoding: "utf8" })).toBe("");
});

test("a build can write elsewhere than to disk, and reports its progress", async () => {
  const { build, findProject } = await import("../../../../src/briefing/engine/build.js");
  const project = await findProject(path.join(folder, "my-briefing"));
  const output = path.join(folder, "nowhere");
  const seen = new Set<string>();
  let files: readonly string[] = [];
  const built = await build(
    project,
    { output, cache: "ignore" },
    {
      onProgress: ({ kind }) => seen.add(kind),
      write: (_, rendered) => {
        files = rendered.map((file) => file.path);
        return Promise.resolve({ written: files, removed: [], unchanged: 0 });
      },
    },
  );
  expect(built).toMatchObject({ status: "built", output, content: { chapters: 1, figures: 2 } });
  expect(files).toEqual(expect.arrayContaining(["briefing.html", "briefing.md", "report.json"]));
  expect([...seen]).toEqual(expect.arrayContaining(["queued", "cell", "finished"]));
  expect(await readdir(folder)).not.toContain("nowhere");
}, 600_000);

test("figures of a chapter are drawn while the next chapter is executed", async () => {
  const { build, findProject } = await import("../../../../src/briefing/engine/build.js");
  const { openDrawer } = await import("../../../../src/briefing/engine/build/drawer.js");
  const project = await findProject(path.join(folder, "my-briefing"));
  const [first = ""] = project.notebooks;
  const second = path.join(path.dirname(first), "second.ipynb");
  await writeFile(second, stored([codeCell("one", "1 + 1")]));
  const { draw, close } = openDrawer();
  const events: string[] = [];
  const built = await build(
    { ...project, notebooks: [first, second] },
    { output: path.join(folder, "nowhere"), cache: "ignore", jobs: 1 },
    {
      drawer: {
        close,
        begin: () => events.push("begun"),
        draw: (request) => {
          events.push("asked");
          return draw(request);
        },
      },
      onProgress: ({ kind, path: of }) => events.push(`${kind} ${path.basename(of)}`),
      write: () => Promise.resolve({ written: [], removed: [], unchanged: 0 }),
    },
  ).finally(close);
  expect(built).toMatchObject({ status: "built", content: { figures: 2 } });
  expect(events[0]).toBe("begun");
  expect(events.filter((event) => event === "asked")).toHaveLength(6);
  expect(events.lastIndexOf("asked")).toBeLessThan(events.indexOf("finished second.ipynb"));
}, 600_000);
