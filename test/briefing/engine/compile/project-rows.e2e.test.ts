/** `load` returns the rows of the notebook's project, whatever project the package ships. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { rowTypesHash, generateRowTypes } from "../../../../src/briefing/engine/compile/row-types.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import type { FolderTypes } from "../../../../src/briefing/engine/compile/folder-types.js";
import { newCompiler, startSession } from "./support/session.js";
import { temporaryFolder } from "../../../support/temporary.js";

const field = (name: string, type: string, constraints: object = { required: true }) => ({
  name,
  type,
  constraints,
});
const loans = {
  name: "loans",
  description: "Books lent in a month",
  path: "loans.csv",
  schema: { fields: [field("branch", "string"), field("books", "integer"), field("opened", "date", {})] },
};

function describeTables(project: string, resources: unknown): void {
  mkdirSync(path.join(project, "data"), { recursive: true });
  writeFileSync(path.join(project, "data/datapackage.json"), JSON.stringify({ resources }));
}

const compilers = new Map<string, FolderTypes>();

async function faults(folder: string, code: string): Promise<string> {
  const compiler = compilers.get(folder) ?? newCompiler(folder);
  compilers.set(folder, compiler);
  const source = `import { load, type Tables } from "briefing";\n${code}`;
  const found = await startSession(compiler).types.check(source);
  return found.map(({ message }) => message).join("\n");
}

describe("row types of a project", () => {
  const project = temporaryFolder();
  const notebooks = path.join(project, "notebooks");
  mkdirSync(notebooks);

  test("come from its own datapackage.json, searched upwards from the notebook", async () => {
    // A table that the shipped project also has, with other columns.
    const events = { name: "events", path: "e.csv", schema: { fields: [field("visitors", "integer")] } };
    describeTables(project, [loans, events]);
    const code = `
      import type { LoansRow } from "briefing";
      const books: number = load("loans")[0].books;
      const row: LoansRow = load("loans")[0];
      const visitors: number = load("events")[0].visitors;`;
    expect(await faults(notebooks, code)).toBe("");
    expect(await faults(notebooks, 'load("loans")[0].boks;')).toBe(
      'the table "loans" has no column "boks". Did you mean "books"?',
    );
    expect(await faults(notebooks, 'load("events")[0].citation;')).toContain("has no column");
  });

  test("depend only on what the file says about types, so that new data do not cause recompilation", () => {
    const hashes = () => rowTypesHash(notebooks, new Store(temporaryFolder()).hashes.now());
    describeTables(project, [{ ...loans, hash: "sha256:1" }]);
    const before = hashes();
    describeTables(project, [{ ...loans, hash: "sha256:2", bytes: 7 }]);
    expect(hashes()).toBe(before);
    describeTables(project, [{ ...loans, name: "lent" }]);
    expect(hashes()).not.toBe(before);
  });

  test("follow the file when it changes", async () => {
    const code = "const branch: string = load('loans')[0].branch;";
    describeTables(project, [loans]);
    expect(await faults(notebooks, code)).toBe("");
    describeTables(project, [{ ...loans, schema: { fields: [field("branch", "integer")] } }]);
    expect(await faults(notebooks, code)).toContain("'number' is not assignable to type 'string'");
    // A nearer description takes precedence, even if it was added later.
    describeTables(notebooks, [loans]);
    expect(await faults(notebooks, code)).toBe("");
    rmSync(path.join(notebooks, "data"), { recursive: true });
  });

  test.each([
    ["no description", undefined],
    ["one that is no list", "none"],
    ["one with parts that cannot be used", [null, 7, { name: "x" }, { name: "y", schema: { fields: [{}] } }]],
  ] as const)("with %s no tables are known, not even those of other projects", async (what, resources) => {
    rmSync(path.join(project, "data"), { recursive: true, force: true });
    if (resources !== undefined) describeTables(project, resources);
    const code = "const cell: string | number | boolean | null = load('copublications')[0]['anything'];";
    // A package that cannot be read is the fault to fix; without one, data/ may be described elsewhere.
    const fault = what === "no description" ? "" : "no table can be loaded.\n  data/datapackage.json:1:";
    expect((await faults(notebooks, code)).slice(0, fault.length || undefined)).toBe(fault);
    expect(await faults(notebooks, "const name: keyof Tables = 'copublications';")).toContain(
      "not assignable",
    );
  });

  test("have a name for every table, whatever its name", () => {
    const names = ["a-b", "a b", "aB", "2020", "Größe", "—", "tables"];
    const text = generateRowTypes(
      JSON.stringify({ resources: names.map((name) => ({ name, schema: { fields: [] } })) }),
      "briefing/tables",
    );
    const found = [...text.matchAll(/^export interface (\S+) \{/gm)].map(([, name]) => name);
    expect(found).toEqual(["ABRow", "AB2Row", "AB3Row", "Table2020Row", "GrößeRow", "Row", "TablesRow"]);
  });
});
