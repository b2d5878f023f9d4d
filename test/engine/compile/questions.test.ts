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
  return compiler.complete(earlier, text.replace("|", ""), offset);
};
const inspect = (text: string) => compiler.inspect(earlier, text.replace("|", ""), text.indexOf("|"));

describe("completion", () => {
  test("members", () => {
    expect(complete("Math.fl|")).toEqual({ start: 5, end: 7, matches: ["floor"] });
    expect(complete("record.|").matches).toEqual(["first", "second"]);
    expect(complete("const a = 1; record.sec| + a")).toEqual({ start: 20, end: 23, matches: ["second"] });
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
    expect(compiler.complete(again.declarations, "Thin", 4).matches).toEqual(["Thing"]);
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

  test("nothing where there is nothing", () => {
    expect(inspect("1 + | 2")).toBeUndefined();
    expect(inspect("|")).toBeUndefined();
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
