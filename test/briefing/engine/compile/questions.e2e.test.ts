import { describe, expect, test } from "vitest";
import { newCompiler, startSession } from "./support/session.js";
import { casesOf } from "../../../support/cases.js";

const cases = casesOf("corpus/questions.yml", import.meta.url) as Readonly<{
  complete: readonly string[];
  incomplete: readonly [source: string, indent: string][];
  kinds: readonly [source: string, text: string, kind: string, signature?: string][];
  declared: string;
  inspected: readonly [source: string, found: string][];
}>;

const compiler = newCompiler();
const { types } = startSession(compiler);
types.declare(`
  /** How many there are. */
  const population: number = 3;
  const record: { first: string; second: number } = { first: "a", second: 1 };
`);

/** The bar marks the cursor. */
const complete = async (text: string) => {
  const offset = text.indexOf("|");
  const { matches, ...span } = await types.complete(text.replace("|", ""), offset);
  return { ...span, suggestions: matches, matches: matches.map((each) => each.text) };
};
const inspect = (text: string, cursor = "|") => types.inspect(text.replace(cursor, ""), text.indexOf(cursor));

describe("completion", () => {
  test("members", async () => {
    expect(await complete("Math.fl|")).toMatchObject({ start: 5, end: 7, matches: ["floor"] });
    expect((await complete("record.|")).matches).toEqual(["first", "second"]);
    expect(await complete("const a = 1; record.sec| + a")).toMatchObject({
      start: 20,
      end: 23,
      matches: ["second"],
    });
  });

  test("columns that no dot can precede are inserted in brackets, in place of the dot", async () => {
    const wide = 'const wide: { "2015": 1; Jahr: 2; "NO2 (µg/m³)": 3 }[] = [];\n';
    const start = wide.length + "wide[0]".length;
    const matches = ['["2015"]', ".Jahr", '["NO2 (µg/m³)"]'];
    expect(await complete(`${wide}wide[0].|`)).toMatchObject({ start, end: start + 1, matches });
    expect(await complete(`${wide}wide[0].NO|`)).toMatchObject({
      start,
      end: start + 3,
      matches: matches.slice(2),
    });
    expect(await complete(`${wide}wide[0].J|`)).toMatchObject({
      start: start + 1,
      end: start + 2,
      matches: ["Jahr"],
    });
    expect(await complete(`${wide}wide[0]?.|`)).toMatchObject({
      start,
      matches: ['?.["2015"]', "?.Jahr", '?.["NO2 (µg/m³)"]'],
    });
  });

  test("names of earlier cells and of this one", async () => {
    expect((await complete("popul|")).matches[0]).toBe("population");
    expect((await complete("const localName = 1;\nlocalN|")).matches).toEqual(["localName"]);
    expect((await complete("|")).matches).toEqual(expect.arrayContaining(["population", "record", "Math"]));
  });

  test("a redeclared name once; only declared names of other cells", async () => {
    const session = startSession(compiler).types;
    for (const cell of ["class Thing { a = 1 } const t = new Thing();", "class Thing { b = 1 }"])
      session.declare(cell);
    expect((await session.complete("Thin", 4)).matches).toEqual([{ text: "Thing", kind: "class" }]);
    expect((await session.complete("t.", 2)).matches).toEqual([{ text: "a", kind: "property" }]);
    expect((await session.complete("readFileS", 9)).matches).toEqual([]);
  });

  test("always in the same order; matching case first", async () => {
    const { matches } = await complete("Ar|");
    expect(matches.slice(0, 2)).toEqual(["Array", "ArrayBuffer"]);
    expect((await complete("Ar|")).matches).toEqual(matches);
  });

  test("nothing where no name is allowed", async () => {
    expect((await complete("'text|'")).matches).toEqual([]);
    expect((await complete("// comment|")).matches).toEqual([]);
  });

  test.each(cases.kinds)(
    "with the kind of each name, and signatures of functions: %j",
    async (source, ...found) => {
      const [text, kind, signature] = found;
      expect((await complete(source)).suggestions[0]).toEqual({ text, kind, signature });
    },
  );

  test("modules in an import", async () => {
    expect((await complete('import fs from "fs/prom|"')).matches).toContain("promises");
  });
});

describe("inspection", () => {
  test("signature and documentation", async () => {
    expect(await inspect("popula|tion + 1")).toBe("const population: number\n\nHow many there are.");
    expect(await inspect("population|")).toContain("How many there are.");
    expect(await inspect("Math.fl|oor(1)")).toMatch(
      /Math\.floor\(x: number\): number\n\nReturns the greatest integer/,
    );
    expect(
      await inspect(
        "/** Doubles.\n * @param n what to double */\nfunction twice(n: number) { return 2 * n; }\ntwi|ce(2)",
      ),
    ).toBe("function twice(n: number): number\n\nDoubles.\n\n@param `n` — what to double");
  });

  test("documentation from an earlier cell, of variables too", async () => {
    const session = startSession(compiler).types;
    session.declare("/** A pair of countries. */\nclass Pair { a = 1 }\nconst pair = new Pair();");
    expect(await session.inspect("Pair", 2)).toContain("A pair of countries.");
    session.declare("class Pair { b = 1 }\n/** How many so far. */\nlet count = 0;");
    expect(await session.inspect("pair", 2)).toBe("const pair: Pair");
    expect(await session.inspect("count + 1", 2)).toBe("let count: number\n\nHow many so far.");
  });

  test.each(cases.inspected)("%j", async (source, found) => {
    const described = await inspect(cases.declared + source, "^");
    if (found.startsWith("/")) expect(described).toMatch(new RegExp(found.slice(1, -1)));
    else expect(described).toBe(found);
  });

  test("no fields of strings, arrays, functions and built-in types", async () => {
    for (const call of [
      "'a'.at(|)",
      "[1].map(|)",
      "new Date(|)",
      "[new Date()].push(|)",
      "JSON.stringify(|)",
    ])
      expect(await inspect(call)).not.toContain("Fields:");
  });

  test("nothing without a symbol or call", async () => {
    expect(await inspect("1 + | 2")).toBeUndefined();
    expect(await inspect("|")).toBeUndefined();
    expect(await inspect("record.|")).toBeUndefined();
    expect(await inspect("const untyped = { | }")).toBeUndefined();
    expect(await inspect("[1].map(() => { | })")).toBeUndefined();
  });
});

describe("completeness", () => {
  test.each(cases.complete)("%j is complete", (source) => {
    expect(types.completeness(source)).toEqual({ status: "complete" });
  });

  test.each(cases.incomplete)("%j is incomplete", (source, indent) => {
    expect(types.completeness(source)).toEqual({ status: "incomplete", indent });
  });

  test.each(["let z = = 3", "import = 7q", "f(x))", "}", "1 1", "const s = 'abc", "x = (1 + ]", "a b c("])(
    "%j is invalid",
    (source) => {
      expect(types.completeness(source)).toEqual({ status: "invalid" });
    },
  );
});
