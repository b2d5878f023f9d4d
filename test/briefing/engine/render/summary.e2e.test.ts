/** The summary fits on two pages, whatever its length. */
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { printSummary } from "../../../../src/briefing/engine/render/summary/summary.js";
import { trusted } from "../../../../src/briefing/engine/render/template.js";
import { writeNotebook } from "../../../support/notebook.js";
import { runBriefing, type Ran } from "../../cli/run-briefing.js";
import { temporaryFolder } from "../../../support/temporary.js";

const folder = temporaryFolder("summary");
const at = (...names: readonly string[]): string => path.join(folder, ...names);

/** As many pages as the sheets have words, in type of the requested size. */
const print = (html: string): Promise<Uint8Array> => {
  const scale = Number(/--scale:([\d.]+)/.exec(html)?.[1]);
  const pages = html
    .split('<section class="sheet">')
    .slice(1)
    .map((sheet) => Math.ceil((sheet.split("word").length - 1) * scale * 0.001));
  const count = pages.reduce((sum, each) => sum + each, 0);
  return Promise.resolve(Buffer.from(`%PDF ${"/Type /Page ".repeat(count)}/Type /Pages scale ${scale}`));
};

beforeAll(async () => {
  await mkdir(at("project/notebooks"), { recursive: true });
  await writeFile(at("project/notebooks/briefing.yml"), "title: Tea\ndate: 2025-03-01\norder: [a]\n");
  writeNotebook(at("project/notebooks/a.ipynb"), ["1 + 1"]);
});

describe("a summary is printed", () => {
  const sheet = (words: number) => trusted("word ".repeat(words));
  const printed = async (first: number, second: number): Promise<string> => {
    const sheets = [sheet(first), sheet(second)] as const;
    return Buffer.from(
      await printSummary({ title: "T", language: "en", sheets, shorter: undefined }, print),
    ).toString();
  };

  test("at its own size if it fits, smaller if it is long", async () => {
    expect(await printed(900, 900)).toContain("scale 1");
    expect(await printed(900, 1080)).toContain("scale 0.9");
  });

  test("only in readable type: otherwise the error names what is too long and how to fix it", async () => {
    await expect(printed(1500, 900)).rejects.toThrow(
      /does not fit on two pages: the first page \(headline, lead figure, findings\) is too long/,
    );
    await expect(printed(900, 1500)).rejects.toMatchObject({
      message: expect.stringContaining("the second page") as string,
      hint: expect.stringContaining("The briefing itself was written.") as string,
    });
    await expect(printed(1500, 1500)).rejects.toThrow(/findings\), and the second page .* are too long/);
  });

  test("only if its pages can be counted", async () => {
    await expect(printed(0, 0)).rejects.toThrow("cannot be counted");
  });
});

describe("build --summary and --no-site", () => {
  const build = (argv: readonly string[], chromium = process.execPath): Promise<Ran> =>
    runBriefing(["build", "--project", "project", ...argv], {
      cwd: folder,
      env: { CHROMIUM: chromium, BRIEFING_CACHE_DIR: at("cache") },
    });

  test("rejects a user's file, and a machine without a browser, before executing anything", async () => {
    await writeFile(at("mine.pdf"), "mine");
    expect(await build(["--summary", "mine.pdf"])).toMatchObject({ code: 2 });
    expect(await readFile(at("mine.pdf"), "utf8")).toBe("mine");
    const ran = await build(["--summary"], at("none"));
    expect(ran.stderr).toContain("CHROMIUM names");
    expect(ran.stdout).toBe("");
  });

  test("rejects a file named by two options, before executing anything", async () => {
    await symlink(folder, at("link"));
    for (const argv of [
      ["--pdf", "x", "--summary", "./x"],
      ["--docx", "x", "--pdf", "link/x"],
    ]) {
      const ran = await build(argv);
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("name one file: ")]);
    }
    await expect(readFile(at("x"))).rejects.toThrow("ENOENT");
  });

  test("the site is left out by --no-site and by site: false, and comes back", async () => {
    const page = () => readFile(at("project/output/site/a.html"), "utf8").catch(() => undefined);
    await build([]);
    expect(await page()).toContain("<h2");
    expect(await build(["--no-site"])).toMatchObject({ code: 0 });
    expect(await page()).toBeUndefined();
    await build([]);
    expect(await page()).toContain("<h2");
    const yml = at("project/notebooks/briefing.yml");
    await writeFile(yml, `${await readFile(yml, "utf8")}site: false\n`);
    await build([]);
    expect(await page()).toBeUndefined();
  });
});
