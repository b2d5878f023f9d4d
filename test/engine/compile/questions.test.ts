import { afterAll, describe, expect, test } from "vitest";
import { newCompiler } from "./support/session.js";

const compiler = newCompiler();
afterAll(() => {
  compiler.close();
});
const earlier =
  "/** How many there are. */\ndeclare const population: number;\ndeclare const record: {\n    first: string;\n    second: number;\n};\n";

/** The bar stands where the cursor is. */
const complete = (text: string) => {
  const offset = text.indexOf("|");
  const { matches, ...span } = compiler.complete(earlier, text.replace("|", ""), offset);
  return { ...span, suggestions: matches, matches: matches.map((each) => each.text) };
};
const inspect = (text: string, cursor = "|") =>
  compiler.inspect(earlier, text.replace(cursor, ""), text.indexOf(cursor));

describe("completion", () => {
  test("members", () => {
    expect(complete("Math.fl|")).toMatchObject({ start: 5, end: 7, matches: ["floor"] });
    expect(complete("record.|").matches).toEqual(["first", "second"]);
    expect(complete("const a = 1; record.sec| + a")).toMatchObject({
      start: 20,
      end: 23,
      matches: ["second"],
    });
  });

  test("names of earlier cells and of this one", () => {
    expect(complete("popul|").matches[0]).toBe("population");
    expect(complete("const localName = 1;\nlocalN|").matches).toEqual(["localName"]);
    expect(complete("|").matches).toEqual(expect.arrayContaining(["population", "record", "Math"]));
  });

  test("names that were replaced are not offered", () => {
    const cells = compiler.check(
      "class Thing { a = 1 }\n".slice(0, 0),
      "class Thing { a = 1 } const t = new Thing();",
    );
    if (cells.status === "rejected") throw new Error("rejected");
    const again = compiler.check(cells.declarations, "class Thing { b = 1 }");
    if (again.status === "rejected") throw new Error("rejected");
    expect(again.declarations).toContain("Thing$1");
    expect(compiler.complete(again.declarations, "Thin", 4).matches).toEqual([
      { text: "Thing", kind: "class" },
    ]);
  });

  test("the same order every time; the same case first", () => {
    const { matches } = complete("Ar|");
    expect(matches.slice(0, 2)).toEqual(["Array", "ArrayBuffer"]);
    expect(complete("Ar|").matches).toEqual(matches);
  });

  test("nothing where nothing can stand", () => {
    expect(complete("'text|'").matches).toEqual([]);
    expect(complete("// comment|").matches).toEqual([]);
  });

  test("says what kind of thing each is, and how functions are called", () => {
    const only = (text: string) => complete(text).suggestions[0];
    expect(only("Math.floo|")).toEqual({ text: "floor", kind: "method", signature: "(x: number): number" });
    expect(only("function twice(n: number) { return n }\ntwic|")).toEqual({
      text: "twice",
      kind: "function",
      signature: "(n: number): number",
    });
    expect(only("enum Colour { Red }\nColou|")).toEqual({ text: "Colour", kind: "enum" });
    expect(only("interface Pair { a: 1 }\nlet p: Pai|")).toEqual({ text: "Pair", kind: "interface" });
    expect(only("debugge|")).toEqual({ text: "debugger", kind: "keyword" });
    expect(only("popul|")).toEqual({ text: "population", kind: "variable" });
    expect(only("record.fir|")).toEqual({ text: "first", kind: "property" });
    expect(only("new Ma|")).toEqual({ text: "Map", kind: "class" });
    expect(only('import * as fs from "fs";\nfs.promise|')).toMatchObject({
      text: "promises",
      kind: "module",
    });
  });

  test("modules in an import", () => {
    expect(complete('import fs from "fs/prom|"').matches).toContain("promises");
  });
});

describe("inspection", () => {
  test("signature and documentation", () => {
    expect(inspect("popula|tion + 1")).toBe("const population: number\n\nHow many there are.");
    expect(inspect("population|")).toContain("How many there are.");
    expect(inspect("Math.fl|oor(1)")).toMatch(
      /Math\.floor\(x: number\): number\n\nReturns the greatest integer/,
    );
    expect(
      inspect(
        "/** Doubles.\n * @param n what to double */\nfunction twice(n: number) { return 2 * n; }\ntwi|ce(2)",
      ),
    ).toBe("function twice(n: number): number\n\nDoubles.\n@param n what to double");
  });

  test("documentation of an earlier cell, and of a type that was replaced", () => {
    const first = compiler.check(
      "",
      "/** A pair of countries. */\nclass Pair { a = 1 }\nconst pair = new Pair();",
    );
    if (first.status === "rejected") throw new Error("rejected");
    expect(compiler.inspect(first.declarations, "Pair", 2)).toContain("A pair of countries.");
    const second = compiler.check(first.declarations, "class Pair { b = 1 }");
    if (second.status === "rejected") throw new Error("rejected");
    expect(compiler.inspect(second.declarations, "pair", 2)).toBe("const pair: Pair$1");
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

  test("inside the parentheses of a call: the function, and the parameter at the cursor", () => {
    expect(inspect(`${chart} draw(|`)).toBe(`${ofDraw}\n\nAt the cursor: name: string\n  what it is called`);
    expect(inspect(`${chart} draw("a", | 0)`)).toContain("At the cursor: options: Options");
    expect(inspect("record.first.slice(1, |)")).toMatch(/^slice\(start\?: number, end\?: number\): string\n/);
    expect(inspect("Math.max(1, 2, |)")).toContain("At the cursor: ...values: number[]");
    expect(inspect("new Set(|)")).toContain("Set(iterable?: Iterable<unknown>): Set<unknown> (+1 overload)");
  });

  const fields = `Fields:
  height: number
      How high it is, in pixels.
  axis?: Axis
  rows: { label: string; value: number; }[]`;

  test.each([
    ["before anything is written", 'draw("a", |)'],
    ["in an object that is not closed", 'draw("a", { height: 1, |'],
    ["in an object between other fields", 'draw("a", { height: 1, | rows: [] });\nconst after = 1;'],
  ])("and the fields of its options: %s", (_, call) => {
    expect(inspect(`${chart} ${call}`)).toBe(`${ofDraw}\n\nAt the cursor: options: Options\n\n${fields}`);
  });

  test("the fields of the object that the cursor is in, and of rows", () => {
    expect(inspect(`${chart} draw("a", { axis: { | } })`)).toMatch(
      /Fields:\n {2}title\?: string\n {6}Below the axis\.\n {2}ticks: number\[\]$/,
    );
    expect(inspect(`${chart} draw("a", { rows: [{ | }] })`)).toMatch(
      /Fields:\n {2}label: string\n {2}value: number$/,
    );
    expect(inspect(`${chart} draw("a", { hei|ght: 1 })`)).toBe(
      "(property) Options.height: number\n\nHow high it is, in pixels.",
    );
  });

  test("the fields of an object without a call, of every alternative that its type has", () => {
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
  type: "bar"
      What it is.
  width?: number
  dash?: number[]
      Where it is broken.`;
    expect(inspect(`${mark} const mark: Bar | Line = { ^ };`, "^")).toBe(described);
    expect(inspect(`${mark} const mark: Bar | Line = { da^sh: [1] };`, "^")).toContain("Where it is broken.");
  });

  test("no fields of texts, arrays, functions and what the language itself has", () => {
    for (const call of [
      "'a'.at(|)",
      "[1].map(|)",
      "new Date(|)",
      "[new Date()].push(|)",
      "JSON.stringify(|)",
    ])
      expect(inspect(call)).not.toContain("Fields:");
  });

  test("nothing where there is nothing", () => {
    expect(inspect("1 + | 2")).toBeUndefined();
    expect(inspect("|")).toBeUndefined();
    expect(inspect("record.|")).toBeUndefined();
    expect(inspect("const untyped = { | }")).toBeUndefined();
    expect(inspect("[1].map(() => { | })")).toBeUndefined();
  });
});

describe("completeness", () => {
  test.each([
    "1 + 1",
    "let x = 1",
    "",
    "// note",
    "function f() {}",
    "if (a) b",
    "await x",
    "const t = `a${1}b`",
    "for await (const x of y) {}",
    "let x: number = 'type errors are another matter'",
    "class A { #x = 1 }",
  ])("%j is complete", (source) => {
    expect(compiler.completeness(source)).toEqual({ status: "complete" });
  });

  test.each([
    ["function f() {", "  "],
    ["let y = `abc", ""],
    ["let y = `abc${", "  "],
    ["/* comment", ""],
    ["f(", "  "],
    ["const o = {\n  a: [", "    "],
    ["if (x) {\n  y();\n", "  "],
    ["1 +", ""],
    ["const x =", ""],
    ["class A {\n  m() {\n    return 1;\n  }\n", "  "],
    ["function f() {\n\n\n", "  "],
    ["try {\n} ", ""],
    ["a ? b", ""],
    ["import {", "  "],
    ["`${f({", "  "],
    ["x.", ""],
  ])("%j is incomplete", (source, indent) => {
    expect(compiler.completeness(source)).toEqual({ status: "incomplete", indent });
  });

  test.each(["let z = = 3", "import = 7q", "f(x))", "}", "1 1", "const s = 'abc", "x = (1 + ]", "a b c("])(
    "%j is invalid",
    (source) => {
      expect(compiler.completeness(source)).toEqual({ status: "invalid" });
    },
  );
});
