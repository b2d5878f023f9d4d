import { describe, expect, test } from "vitest";
import { newCompiler, startSession } from "./support/session.js";
import { casesOf } from "../../support/cases.js";

const cases = casesOf("corpus/completeness.yml", import.meta.url) as Readonly<{
  complete: readonly string[];
  incomplete: readonly [source: string, indent: string][];
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

  test.each<[source: string, text: string, kind: string, signature?: string]>([
    ["Math.floo|", "floor", "method", "(x: number): number"],
    ["function twice(n: number) { return n }\ntwic|", "twice", "function", "(n: number): number"],
    ["enum Colour { Red }\nColou|", "Colour", "enum"],
    ["interface Pair { a: 1 }\nlet p: Pai|", "Pair", "interface"],
    ["debugge|", "debugger", "keyword"],
    ["popul|", "population", "variable"],
    ["record.fir|", "first", "property"],
    ["new Ma|", "Map", "class"],
    ['import * as fs from "fs";\nfs.promise|', "promises", "module"],
  ])("with the kind of each name, and signatures of functions: %j", async (source, text, kind, signature) => {
    expect((await complete(source)).suggestions[0]).toEqual({ text, kind, signature });
  });

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

  const chart = `
    interface Axis {
      /** Below the axis. */
      title?: string;
      ticks: number[];
    }
    interface Options {
      /** How high it is, in pixels. */
      height: number;
      axis?: Axis;
      rows: { label: string; value: number }[];
    }
    /**
     * Draws a chart.
     * @param name what it is called
     */
    function draw(name: string, options: Options): void {}
  `;
  const ofDraw = "draw(name: string, options: Options): void\n\nDraws a chart.";

  test("in the parentheses of a call: the function, and the parameter at the cursor", async () => {
    expect(await inspect(`${chart} draw(|`)).toBe(
      `${ofDraw}\n\nAt the cursor: name: string\n  what it is called`,
    );
    expect(await inspect(`${chart} draw("a", | 0)`)).toContain("At the cursor: options: Options");
    expect(await inspect("record.first.slice(1, |)")).toMatch(
      /^slice\(start\?: number, end\?: number\): string\n/,
    );
    expect(await inspect("Math.max(1, 2, |)")).toContain("At the cursor: ...values: number[]");
    expect(await inspect("new Set(|)")).toContain(
      "Set(iterable?: Iterable<unknown>): Set<unknown> (+1 overload)",
    );
  });

  const fields = `Fields:
  height: number
      How high it is, in pixels.
  rows: { label: string; value: number; }[]
  axis?: Axis`;

  test.each([
    ["before anything is written", 'draw("a", |)'],
    ["in an object that is not closed", 'draw("a", { height: 1, |'],
    ["in an object between other fields", 'draw("a", { height: 1, | rows: [] });\nconst after = 1;'],
  ])("the fields of its options, too: %s", async (_, call) => {
    expect(await inspect(`${chart} ${call}`)).toBe(
      `${ofDraw}\n\nAt the cursor: options: Options\n\n${fields}`,
    );
  });

  test("the fields of the object around the cursor, and of rows", async () => {
    expect(await inspect(`${chart} draw("a", { axis: { | } })`)).toMatch(
      /Fields:\n {2}ticks: number\[\]\n {2}title\?: string\n {6}Below the axis\.$/,
    );
    expect(await inspect(`${chart} draw("a", { rows: [{ | }] })`)).toMatch(
      /Fields:\n {2}label: string\n {2}value: number$/,
    );
    expect(await inspect(`${chart} draw("a", { hei|ght: 1 })`)).toBe(
      "(property) Options.height: number\n\nHow high it is, in pixels.",
    );
  });

  test("the fields of an object outside a call, for every alternative of its type", async () => {
    const mark = `
      interface Bar {
        /** What it is. */
        type: "bar";
        width?: number;
      }
      interface Line {
        type: "line";
        /**
         * Where it is broken.
         *
         * At great length.
         */
        dash?: number[];
      }
    `;
    const described = `Fields:
  type: "bar" | "line"
  dash?: number[]
      Where it is broken.
  width?: number`;
    expect(await inspect(`${mark} const mark: Bar | Line = { ^ };`, "^")).toBe(described);
    expect(await inspect(`${mark} const mark: Bar | Line = { da^sh: [1] };`, "^")).toContain(
      "Where it is broken.",
    );
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
