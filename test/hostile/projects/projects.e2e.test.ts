/** Projects with malicious files, and targets that contain a user's files: output, exit code, remaining files. */
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { refuseSources } from "../../../src/briefing/engine/build/path-checks.js";
import { cacheFolder } from "../../../src/briefing/engine/store/location.js";
import { runBriefing, type Ran } from "../../briefing/cli/run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";
import { stored, textCell } from "../../support/notebook.js";

let folder = "";
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const briefing = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache"), ...env } });

const notebook = stored([textCell("markdown", "words", "Words.")], {});

beforeEach(async () => {
  folder = temporaryFolder("hostile-projects");
  await mkdir(at("notebooks"));
  await writeFile(at("notebooks/briefing.yml"), "title: T\n");
  await writeFile(at("notebooks/one.ipynb"), notebook);
});

describe("data", () => {
  const describeTable = async (field: object, file = "t.csv"): Promise<void> => {
    const resource = { name: "t", path: file, schema: { fields: [{ name: "x", type: "string", ...field }] } };
    await mkdir(at("data"), { recursive: true });
    await writeFile(at("data/datapackage.json"), JSON.stringify({ name: "p", resources: [resource] }));
  };
  const check = () => briefing(["check", "--only", "data"]);

  test.each(["(a+)+", "(?:a*)*b"])("a pattern with exponential backtracking: %s", async (pattern) => {
    await describeTable({ constraints: { pattern } });
    await writeFile(at("data/t.csv"), `x\naaaa\n${"a".repeat(60)}c\n`);
    const { code, stdout, stderr } = await check();
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/the pattern .* takes more than 1 s|text like/);
  });

  test.each([
    ["a folder", () => mkdir(at("data/t.csv")), "it is a folder, not a file"],
    ["a device", () => symlink("/dev/zero", at("data/t.csv")), "it is a pipe or a device, not a file"],
  ])("a table that is %s", async (_, make, message) => {
    await describeTable({});
    await make();
    const { code, stdout, stderr } = await check();
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(`data/t.csv`);
    expect(stdout + stderr).toContain(message);
  });

  test("a description that is a folder", async () => {
    await mkdir(at("data/datapackage.json"), { recursive: true });
    const { stdout, stderr } = await check();
    expect(stdout + stderr).not.toContain("defect of the program");
  });
});

describe("the sources of a briefing are not overwritten", () => {
  test.each(["notebooks", "notebooks/page", "data", "data/page", ".", "way-to-notebooks"])(
    "-o %s",
    async (output) => {
      await mkdir(at("data"));
      await symlink("notebooks", at("way-to-notebooks"));
      expect(() => {
        refuseSources(at(output), folder);
      }).toThrow("holds what the briefing is made of");
    },
  );

  test("by a preview with --force either", async () => {
    await mkdir(at("data"));
    const before = (await readdir(folder, { recursive: true })).sort();
    const { code, stderr } = await briefing(["preview", "-o", "data", "--force"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("holds what the briefing is made of")]);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(before);
    expect(await readFile(at("notebooks/one.ipynb"), "utf8")).toBe(notebook);
  });
});

describe("the cache", () => {
  test("clearing it keeps foreign files in folders with its names", async () => {
    const mine = ["store/thesis.docx", "store/types/notes.txt", "failed/plan.md", "other.txt"];
    for (const file of mine) {
      await mkdir(path.dirname(at("cache", file)), { recursive: true });
      await writeFile(at("cache", file), "mine");
    }
    const entry = at("cache/store/types", "a".repeat(40));
    await writeFile(entry, "ours");
    const { code, stdout } = await briefing(["cache", "clear"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("1 file removed")]);
    const left = await readdir(at("cache"), { recursive: true, withFileTypes: true });
    expect(left.filter((each) => each.isFile())).toHaveLength(mine.length);
  });

  test.each(["a file", "a file/cache", "/proc", "/proc/none", "/dev/null"])(
    "in %s is rejected",
    async (place) => {
      await writeFile(at("a file"), "mine");
      vi.stubEnv("BRIEFING_CACHE_DIR", path.resolve(folder, place));
      expect(() => cacheFolder(folder)).toThrow("BRIEFING_CACHE_DIR names");
      vi.unstubAllEnvs();
      expect(await readFile(at("a file"), "utf8")).toBe("mine");
    },
  );
});
