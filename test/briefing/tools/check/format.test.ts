import { createRequire } from "node:module";
import { mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { formatCells } from "../../../../src/briefing/tools/check/check.js";
import { checkFormat, formatNotebooks } from "../../../../src/briefing/tools/check/format.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { UsageError } from "../../../../src/briefing/model/errors.js";
import { notebookText, printed, type CellSource } from "./project.js";

const cells: readonly CellSource[] = [
  ["markdown", "a   b"],
  ["code", "const a = 1;\nconst b = {a : 1}"],
  ["code", "const good = 1;"],
  ["code", "const wrong = ;"],
  ["code", " "],
];
const wide: CellSource = [
  "code",
  `const list = [${Array.from({ length: 14 }, (_, at) => `"word ${at}"`).join(", ")}];`,
];

let root = "";
const write = async (name: string, text: string): Promise<string> => {
  const file = path.join(root, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
};
const found = async (file: string) => {
  const notebook = parseNotebook(await readFile(file, "utf8"), file);
  const store = new Store(path.join(root, "cache"));
  return (await checkFormat([{ path: file, notebook }], store)).map((each) =>
    printed({ ...each, path: "x" }),
  );
};

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "format-"));
});

describe("with the project's Prettier", () => {
  beforeEach(async () => {
    await mkdir(path.join(root, "node_modules"));
    await symlink(path.resolve("node_modules/prettier"), path.join(root, "node_modules/prettier"));
    await write("package.json", '{ "devDependencies": { "prettier": "3" } }');
  });

  test("cells are reported at the first line that differs, and formatted; nothing else is written", async () => {
    const text = notebookText(cells);
    const file = await write("notebooks/a.ipynb", text);
    expect(await found(file)).toEqual(["x b 2: is not laid out as Prettier would"]);
    expect(await formatNotebooks([file])).toMatchObject([{ cells: 1 }]);
    expect(await readFile(file, "utf8")).toBe(text.replace("const b = {a : 1}", "const b = { a: 1 };"));
    expect(await found(file)).toEqual([]);
    expect(await formatNotebooks([file])).toMatchObject([{ cells: 0 }]);
  });

  test("its settings are those of the notebook's path", async () => {
    const file = await write("notebooks/a.ipynb", notebookText([wide]));
    expect(await found(file)).toHaveLength(1);
    await write(".prettierrc", '{ "overrides": [{ "files": "*.ipynb", "options": { "printWidth": 200 } }] }');
    const other = await write("notebooks/b.ipynb", notebookText([wide]));
    expect(await found(other)).toEqual([]);
  });

  test("of a text notebook, only the cells are formatted, with the line ends of the file", async () => {
    const prose = "Prose   *as it is*  \n\n```ts\nconst shown = {a : 1}\n```\n";
    const cell = (source: string) => `\`\`\`typescript id="b"  tags=["look"]\n${source}\n\`\`\`\n`;
    const textOf = (one: string, two: string) =>
      `---\ntitle:   A\n---\n\n${cell(one)}\n${prose}\n${cell(two).replace('"b"', '"c"')}`;
    const before = textOf("const a = [1,\n2]", "const  b = 2;");
    const after = textOf("const a = [1, 2];", "const b = 2;");
    for (const end of ["\n", "\r\n"]) {
      const file = await write("notebooks/a.md", before.replaceAll("\n", end));
      expect(await found(file)).toEqual([
        "x b 6:1 is not laid out as Prettier would",
        "x c 17:1 is not laid out as Prettier would",
      ]);
      expect(await formatNotebooks([file])).toMatchObject([{ cells: 2 }]);
      expect(await readFile(file, "utf8")).toBe(after.replaceAll("\n", end));
      expect(await found(file)).toEqual([]);
    }
  });

  test("notebooks in other languages are left as they are", async () => {
    const python = JSON.parse(notebookText([["code", "a  =  1"]])) as { metadata: object };
    python.metadata = { language_info: { name: "python" } };
    expect(await found(await write("a.ipynb", JSON.stringify(python)))).toEqual([]);
  });
});

test("a cell that is laid out well is not formatted again, unless Prettier or its settings change", async () => {
  const calls = path.join(root, "calls");
  const prettier = (version: string, options: object) => `
    const { appendFileSync } = require("node:fs");
    exports.version = ${JSON.stringify(version)};
    exports.resolveConfig = async () => (${JSON.stringify(options)});
    exports.format = async (code) => (appendFileSync(${JSON.stringify(calls)}, code + "\\n"), code.replace("x  =", "x =") + "\\n");`;
  const formatted = async (): Promise<readonly string[]> => {
    const text = await readFile(calls, "utf8").catch(() => "");
    await writeFile(calls, "");
    return text.split("\n").slice(0, -1);
  };
  await write("package.json", '{ "devDependencies": { "prettier": "3" } }');
  await write("node_modules/prettier/index.js", prettier("3.0.0", {}));
  const good: CellSource = ["code", "const good = 1;"];
  const file = await write("a.ipynb", notebookText([good, ["code", "const x  = 1;"]]));
  expect(await found(file)).toHaveLength(1);
  // Twice, because what Prettier gives may not be what it would give again.
  expect(await formatted()).toEqual(["const good = 1;", "const x  = 1;", "const x = 1;"]);
  expect(await found(file)).toHaveLength(1);
  expect(await formatted()).toEqual(["const x  = 1;", "const x = 1;"]);
  await write("a.ipynb", notebookText([good, ["code", "const x = 1;"]]));
  expect(await found(file)).toHaveLength(0);
  expect(await formatted()).toEqual(["const x = 1;"]);
  expect(await found(file)).toHaveLength(0);
  expect(await formatted()).toEqual([]);

  const require = createRequire(import.meta.url);
  for (const changed of [prettier("3.0.1", {}), prettier("3.0.1", { printWidth: 60 })]) {
    await write("node_modules/prettier/index.js", changed);
    Reflect.deleteProperty(require.cache, path.join(root, "node_modules/prettier/index.js"));
    expect(await found(file)).toHaveLength(0);
    expect(await formatted()).toHaveLength(2);
  }
});

test("without Prettier in the project, nothing is checked, and --fix says how to install it", async () => {
  const file = await write("notebooks/a.ipynb", notebookText(cells));
  expect(await found(file)).toEqual([]);
  await expect(formatNotebooks([file])).rejects.toMatchObject({
    message: expect.stringContaining("no package.json of its project lists prettier") as string,
    hint: "Install it: npm install --save-dev prettier",
  });
  await write("package.json", '{ "devDependencies": { "prettier": "3" } }');
  await expect(found(file)).rejects.toMatchObject({ hint: "Run: npm install" });
});

test("--fix needs the check that it fixes", async () => {
  const asked = formatCells([], { project: undefined, only: ["links"] });
  await expect(asked).rejects.toBeInstanceOf(UsageError);
});
