import { describe, expect, test } from "vitest";
import { newCompiler, startSession } from "./support/session.js";
import { casesOf } from "../../support/cases.js";

const cases = casesOf("corpus/habits.yml", import.meta.url) as readonly [source: string, advice: string][];

const compiler = newCompiler();

const errorsOf = (source: string) => startSession(compiler).types.check(source);
const messageOf = async (source: string) => (await errorsOf(source)).map(({ message }) => message);

describe("IPython syntax in a TypeScript cell", () => {
  test.each(cases)("%j", async (source, advice) => {
    expect(await messageOf(source)).toEqual([expect.stringContaining(advice) as string]);
  });

  test("is reported where it was typed", async () => {
    expect((await errorsOf("const x = 1;\n  %time x"))[0]).toMatchObject({
      start: { line: 2, column: 3 },
      end: { line: 2, column: 10 },
    });
    expect((await errorsOf("pairs?\n\nconst x = 1;"))[0]).toMatchObject({ start: { line: 1, column: 1 } });
  });

  test("is not reported for code that only looks like it", async () => {
    expect(await errorsOf("let done = false;\n!done;\nconst a = 7\n  %2;\n`\n%time x\n!ls\nx?\n`;")).toEqual(
      [],
    );
    expect(await messageOf("!done && 1")).toEqual(["Cannot find name 'done'."]);
    expect((await messageOf("const n: number = 'a';\n`\n%time\n`;"))[0]).toContain("not assignable");
    expect(await messageOf("const big = true;\nconst a =\nbig?\n1 : done;")).toEqual([
      "Cannot find name 'done'.",
    ]);
    expect(await messageOf("const a = done\n  ? 1 : 2;")).toEqual(["Cannot find name 'done'."]);
  });
});

describe("a wrong name", () => {
  test("in a namespace is reported with the names that exist", async () => {
    const shape = "namespace shape { export const area = 1; export const height = 2; }\n";
    expect(await messageOf(`${shape}shape.heigth;`)).toEqual([
      "shape has no heigth. Did you mean 'height'? It has area and height.",
    ]);
    expect(await messageOf(`${shape}shape.colour + 1;`)).toEqual([
      "shape has no colour. It has area and height.",
    ]);
    expect(await messageOf('import * as fs from "fs";\nfs.whatever;')).toEqual(["fs has no whatever."]);
  });

  test("in a string or option is reported with the allowed ones", async () => {
    const options =
      'type Style = "count" | "percent" | "ratio";\ndeclare function draw(options: { style?: Style; by?: string }): void;\n' +
      "declare function draw(name: string, options: { style?: Style; by?: string }): void;\n";
    expect(await messageOf(`${options}const style: Style = "number";`)).toEqual([
      'Type \'"number"\' is not assignable to type \'Style\'. It can be "count", "percent" or "ratio".',
    ]);
    expect(await messageOf(`${options}draw("a", { style: 'ratoi' });`)).toEqual([
      'Type \'"ratoi"\' is not assignable to type \'Style\'. Did you mean \'"ratio"\'? It can be "count", "percent" or "ratio".',
    ]);
    expect(await messageOf(`${options}draw({ colour: "red" });`)).toEqual([
      expect.stringContaining("It can also have by and style."),
    ]);
    expect(
      await messageOf('interface Row { year: number; kind: string }\nconst key: keyof Row = "yaer";'),
    ).toEqual([expect.stringContaining('It can be "kind" or "year".')]);
    expect(await messageOf('const n: number = "a";')).toEqual([
      "Type 'string' is not assignable to type 'number'.",
    ]);
  });

  test("of a field is reported without suggestions", async () => {
    expect(await messageOf("const record = { first: 1 };\nrecord.second;")).toEqual([
      "Property 'second' does not exist on type '{ first: number; }'.",
    ]);
  });
});
