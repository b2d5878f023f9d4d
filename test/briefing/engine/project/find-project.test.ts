import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { ConfigError } from "../../../../src/briefing/engine/project/contract.js";
import { findProject } from "../../../../src/briefing/engine/project/find-project.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { rejected } from "../../../support/thrown.js";
import { writeFiles } from "../../../support/files.js";

let root = "";
beforeEach(() => {
  root = temporaryFolder("a project ü");
});

async function write(config: string | undefined, ...notebooks: string[]): Promise<void> {
  await mkdir(path.join(root, "notebooks", ".ipynb_checkpoints"), { recursive: true });
  if (config !== undefined) await writeFile(path.join(root, "notebooks", "briefing.yml"), config);
  for (const name of notebooks) await writeFile(path.join(root, "notebooks", name), "{}");
}
const names = async (): Promise<readonly string[]> =>
  (await findProject(root)).notebooks.map((file) => path.relative(path.join(root, "notebooks"), file));

const failure = () => rejected(ConfigError, findProject(root));

describe("finding", () => {
  test("searches upwards from a folder inside the project", async () => {
    await write("title: T", "a.ipynb");
    const inside = path.join(root, "notebooks", "deep");
    await mkdir(inside);
    expect((await findProject(undefined, inside)).root).toBe(root);
  });
  test("rejects a folder without a project above it or without notebooks/, with a hint", async () => {
    await expect(findProject(undefined, root)).rejects.toThrow(/There is no notebooks\/briefing\.yml in/);
    await expect(findProject(root)).rejects.toThrow(/is not a project: it has no folder notebooks\//);
    await expect(findProject(path.join(root, "gone"))).rejects.toThrow(/there is no such folder/);
    await writeFile(path.join(root, "file"), "");
    await expect(findProject(path.join(root, "file"))).rejects.toThrow(/it is a file/);
  });
});

describe("briefing.yml", () => {
  test("selects figures, and chapters by name, for the first page", async () => {
    await write("title: T\nfirstPage: {lead: peak, findings: [b.ipynb, a]}", "a.ipynb", "b.ipynb");
    expect((await findProject(root)).firstPage).toEqual({ lead: "peak", findings: ["b", "a"] });
    await write("title: T\nfirstPage: {findings: [c]}");
    expect((await failure()).message).toMatch(
      /briefing\.yml: firstPage\.findings names c, which is not a chapter/,
    );
    await write("title: T\nfirstPage: {findings: [a, a]}");
    expect((await failure()).message).toMatch(/firstPage\.findings names a twice/);
    await write("title: T\nfirstPage: {leed: peak}");
    expect((await failure()).message).toContain('briefing.yml:2:13: unknown name "leed", did you mean lead?');
    await write("title: T\n");
    expect((await findProject(root)).firstPage).toEqual({});
  });
  test("is read completely", async () => {
    await write(
      "title: T\nauthors: [A, B]\ndate: 2026-11-25\nlanguage: en\norder: [b.ipynb, a]\nparameters: {year: 2003, codes: [US, CN], name: 'x'}\ntimeout: 30\nsite: false\n",
      "a.ipynb",
      "b.ipynb",
    );
    expect(await findProject(root)).toEqual({
      root,
      title: "T",
      authors: ["A", "B"],
      date: "2026-11-25",
      language: "en",
      parameters: { year: "2003", codes: '["US","CN"]', name: "x" },
      cellTimeoutMs: 30_000,
      exemptNumbers: [],
      firstPage: {},
      site: "omit",
      leftOut: [],
      notebooks: ["b.ipynb", "a.ipynb"].map((name) => path.join(root, "notebooks", name)),
      output: path.join(root, "output"),
    });
  });

  test("without an order, notebooks are sorted by code unit; checkpoints and hidden files are skipped", async () => {
    await write("title: T\nauthors: One", "b.ipynb", "a.ipynb", "Z.ipynb", "ä.ipynb", ".x.ipynb");
    expect(await names()).toEqual(["Z.ipynb", "a.ipynb", "b.ipynb", "ä.ipynb"]);
    expect((await findProject(root)).authors).toEqual(["One"]);
  });

  test("a chapter is left out if what it needs does not exist", async () => {
    const config =
      "title: T\norder: [a, {notebook: b, needs: data/cube/cube.json}]\nfirstPage: {findings: [b, a]}";
    await write(config, "a.ipynb", "b.ipynb");
    expect(await names()).toEqual(["a.ipynb"]);
    const { leftOut, firstPage } = await findProject(root);
    expect(leftOut).toEqual([{ notebook: "b.ipynb", needs: "data/cube/cube.json" }]);
    expect(firstPage.findings).toEqual(["a"]);
    writeFiles(root, { "data/cube/cube.json": "{}" });
    expect(await names()).toEqual(["a.ipynb", "b.ipynb"]);
    expect((await findProject(root)).leftOut).toEqual([]);
  });

  test.each(["/etc/hosts", "../works", "data/../../works", ".."])(
    "a chapter cannot need %s, which is outside the project",
    async (needs) => {
      await write(`title: T\norder: [a, {notebook: b, needs: ${needs}}]`, "a.ipynb", "b.ipynb");
      expect((await failure()).message).toContain(
        `b.ipynb needs ${needs}, which does not lie in the project.`,
      );
    },
  );

  test("if no chapter is left, each is listed with what it needs", async () => {
    const order = "[{notebook: a, needs: ..data/x}, {notebook: b, needs: data/y}]";
    await write(`title: T\norder: ${order}`, "a.ipynb", "b.ipynb");
    expect((await failure()).message).toMatch(
      /not there: a\.ipynb needs \.\.data\/x, b\.ipynb needs data\/y\.$/,
    );
  });

  test("may be missing in an explicitly given folder", async () => {
    await write(undefined, "a.ipynb");
    expect((await findProject(root)).title).toBe(path.basename(root));
  });

  test("may have no notebooks yet", async () => {
    await write("title: T");
    expect((await findProject(root)).notebooks).toEqual([]);
  });
});
