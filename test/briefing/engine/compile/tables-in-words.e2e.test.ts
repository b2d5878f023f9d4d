/** Errors about tables, columns and missing values, as a person reads them; in the notebooks of a project only. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "@tslab/typescript-for-tslab";
import { describe, expect, test } from "vitest";
import type { FolderTypes } from "../../../../src/briefing/engine/compile/folder-types.js";
import { PACKAGE_FOLDER } from "../../../../src/briefing/engine/store/installation.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { newCompiler, startSession } from "./support/session.js";

const required = { required: true };
const tables = [
  {
    name: "jahr",
    path: "jahr.csv",
    schema: {
      fields: [
        { name: "Jahr", type: "year", constraints: required },
        { name: "Umsatz", type: "number" },
        { name: "NO2 (µg/m³)", type: "number" },
        { name: "Ort", type: "string" },
      ],
      missingValues: ["", "k.A."],
    },
  },
  {
    name: "bev",
    path: "bev.csv",
    schema: { fields: [{ name: "2015", type: "integer", constraints: required }] },
  },
];

function projectFolder(): string {
  const project = temporaryFolder();
  for (const folder of ["data", "notebooks", "others"]) mkdirSync(path.join(project, folder));
  writeFileSync(path.join(project, "notebooks/briefing.yml"), "title: T\n");
  writeFileSync(path.join(project, "data/datapackage.json"), JSON.stringify({ resources: tables }));
  writeFileSync(
    path.join(project, "data/jahr.csv"),
    "Jahr,Umsatz,NO2 (µg/m³),Ort\n2015,500.5,1,A\n2016,k.A.,2,B\n2017,600,3,\n",
  );
  return project;
}

const project = projectFolder();
const strict = newCompiler(path.join(project, "notebooks"));
const loose = newCompiler(path.join(project, "others"));

async function faults(code: string, compiler: FolderTypes = strict): Promise<readonly string[]> {
  const source = `import { load, present, fmt } from "briefing";\nconst jahr = load("jahr");\n${code}`;
  return (await startSession(compiler).types.check(source)).map(({ message }) => message);
}

const umsatz = 'may be missing: column "Umsatz" of the table "jahr" has 1 missing value in 3 rows.';

describe("a missing value is no number", () => {
  test.each([
    ["in a sum", "jahr.reduce((s, r) => s + r.Umsatz, 0);", "r.Umsatz"],
    ["in a loop", "let s = 0; for (const r of jahr) s += r.Umsatz;", "r.Umsatz"],
    ["taken out of its row", "for (const { Umsatz } of jahr) Umsatz * 2;", "Umsatz"],
    ["under another name", "jahr.map((r) => ({ v: r.Umsatz })).map((p) => p.v * 2);", "p.v"],
    ["as an argument", "fmt.count(jahr[0].Umsatz);", "jahr[0].Umsatz"],
    ["in a list of arguments", "Math.min(...jahr.map((r) => r.Umsatz));", "the value"],
    ["assigned", "const u: number = jahr[0].Umsatz;", "the value"],
  ])("%s", async (_, code, expression) => {
    const [found, ...others] = await faults(code);
    expect(others).toEqual([]);
    expect(found).toContain(`${expression} ${umsatz}\n  Write `);
    expect(found).toContain('.filter(present("Umsatz"))');
  });

  test("zero is proposed for numbers only; a column without missing values today says how to exclude them", async () => {
    expect(await faults("jahr.map((r) => r.Umsatz * 2);")).toEqual([
      `r.Umsatz ${umsatz}\n  Write (r.Umsatz ?? 0) if a missing value means zero, or take only the rows that have one: .filter(present("Umsatz"))`,
    ]);
    const [ofText] = await faults("jahr.map((r) => r.Ort.length);");
    expect(ofText).toContain("Say what to write for a missing value with ??");
    const [complete] = await faults('jahr.map((r) => r["NO2 (µg/m³)"] * 2);');
    expect(complete).toContain('the description of column "NO2 (µg/m³)" of the table "jahr" allows that');
    expect(complete).toContain('add "constraints": { "required": true } to it');
  });

  test("`present` and `??` are right, and what strict options add besides is accepted", async () => {
    const right = `
      const sum = jahr.filter(present("Umsatz", "Ort")).reduce((s, r) => s + r.Umsatz * r.Ort.length, 0);
      const zero = jahr.reduce((s, r) => s + (r.Umsatz ?? 0), 0);
      const all = []; for (const r of jahr) all.push(r.Umsatz);
      let best = null; for (const r of jahr) if (best === null || r.Jahr > best.Jahr) best = r;
      function half(x) { return x / 2; }
      jahr.toSorted((a, b) => a.Jahr - b.Jahr);`;
    expect(await faults(right)).toEqual([]);
  });

  test("notebooks outside the project's own keep the looser check", async () => {
    expect(await faults("jahr.reduce((s, r) => s + r.Umsatz, 0);", loose)).toEqual([]);
  });
});

describe("a misspelt name is the only error", () => {
  test.each([
    [
      "a table",
      'load("bew").map((r) => r.x.y + r.z);',
      'there is no table "bew" in data/datapackage.json. Did you mean "bev"?',
    ],
    [
      "a table without anything done with it",
      'load("bew");',
      'there is no table "bew" in data/datapackage.json. Did you mean "bev"?',
    ],
    [
      "a table under a name",
      'const name = "jahre"; load(name);',
      'there is no table "jahre" in data/datapackage.json. Did you mean "jahr"?',
    ],
    [
      "a column in a condition",
      'load("bev", { "2105": 1 })[0]["2015"].toFixed();',
      'the table "bev" has no column "2105". Did you mean "2015"?',
    ],
    [
      "a column of a row",
      "jahr.filter((r) => r.Jaahr > 2016);",
      'the table "jahr" has no column "Jaahr". Did you mean "Jahr"?',
    ],
    [
      "a column in brackets",
      'jahr[0]["NO2"];',
      'the table "jahr" has no column "NO2". It has Jahr, Umsatz, NO2 (µg/m³), Ort.',
    ],
    [
      "a column of rows without missing values",
      'jahr.filter(present("Umsatz")).map((r) => r.Umsaz);',
      'the table "jahr" has no column "Umsaz". Did you mean "Umsatz"?',
    ],
    [
      "a column that must be present",
      'jahr.filter(present("Umsatz", "Otr"));',
      'the table "jahr" has no column "Otr". Did you mean "Ort"?',
    ],
  ])("%s", async (_, code, message) => {
    expect(await faults(code)).toEqual([message]);
    // Also outside the project's notebooks, where `row["a"]` is checked by TypeScript only if a is similar to a column.
    if (!code.includes('["NO2"]')) expect(await faults(code, loose)).toEqual([message]);
  });

  test("any table may be loaded by a name that is known only when the cell runs", async () => {
    expect(await faults("const name: string = 'x'; load(name, { any: 1 })[0].column;")).toEqual([]);
  });

  test("what Node.js 20 lacks is not said to be an option", async () => {
    const [message] = await faults("Promise.withResolvers();");
    expect(message).toMatch(/^Promise\.withResolvers is not in Node\.js 20/);
  });

  test("a broken description of the tables is named instead of each table", async () => {
    const broken = projectFolder();
    writeFileSync(path.join(broken, "data/datapackage.json"), '{ "resources": [ }');
    const found = await faults(
      'load("bev").map((r) => r.a + r.b);',
      newCompiler(path.join(broken, "notebooks")),
    );
    expect(new Set(found)).toEqual(
      new Set([expect.stringContaining("no table can be loaded.\n  data/datapackage.json:1:18: not JSON")]),
    );
  });
});

test("the declarations of load and present are read by tslab's TypeScript, strict or not", () => {
  const file = path.join(project, "notebooks/cell.ts");
  writeFileSync(
    file,
    `import { load, present } from "${path.join(PACKAGE_FOLDER, "dist/index.js")}";
     import "${path.join(PACKAGE_FOLDER, "../collaboration/dist/index.js")}";
     const rows: readonly { readonly v: number | null; readonly name: string }[] = [];
     export const sum: number = rows.filter(present("v")).reduce((s, row) => s + row.v, 0);
     export const cell: string | number | boolean | null = load("anything")[0]["x"];
     export const works: number = load("output").filter(present("total"))[0].total;`,
  );
  for (const isStrict of [true, false]) {
    const program = ts.createProgram([file], {
      noEmit: true,
      strict: isStrict,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      skipLibCheck: false,
      types: [],
    });
    const found = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    expect(found).toEqual([]);
  }
});
