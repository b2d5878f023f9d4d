import { describe, expect, test } from "vitest";
import { cellsOf, fixtureProject, runNamed } from "./run-cells.js";

const cells = cellsOf.errors;

describe("errors", async () => {
  const { run, printed, trace, error, numberOf } = await runNamed(cells, { folder: fixtureProject });

  test("V8's words about a call are about the person's code", () => {
    expect(error("calledInVain")?.evalue).toBe("notCallable is not a function");
  });

  test("name the line and column of the cell as it was written, with an excerpt", () => {
    expect(error("typed")).toMatchObject({ ename: "RangeError", evalue: "boom 1" });
    expect(trace("typed")).toBe(
      [
        "RangeError: boom 1",
        "  3 | const a: A = { x: 1 }",
        "  4 | function deep() {",
        "> 5 |   throw new RangeError('boom ' + a.x)",
        "    |         ^",
        "  6 | }",
        "    at deep (cell 1:5:9)",
        "    at cell 1:7:1",
      ].join("\n"),
    );
  });

  test("after an await, and in a cell with Windows line ends", () => {
    expect(trace("awaited")).toContain("at cell 2:3:21");
    expect(trace("crlf")).toContain("at cell 3:3:7");
  });

  test("name methods and async functions", () => {
    expect(trace("method")).toContain("at Foo.bar (cell 4:2:17)");
    expect(trace("asyncFrames")).toMatch(/at inner \(cell 5:1:44\)\n {4}at async outer \(cell 5:2:26\)/);
  });

  test("three modules deep, every step is named by its source file, and the cause follows", () => {
    expect(trace("modules").match(/at .*/g)?.slice(0, 4)).toEqual([
      "at inner (lib/inner.ts:3:11)",
      "at middle (lib/middle.ts:4:10)",
      "at outer (lib/outer.ts:8:10)",
      "at cell 6:3:1",
    ]);
    expect(trace("modules")).toContain("> 3 |     throw new RangeError(");
    expect(trace("modules")).toContain("Caused by: Error: the root of it");
  });

  test("in a function of an earlier cell name that cell", () => {
    expect(trace("laterCell")).toContain("at thrower (cell 7:3:9)\n    at cell 8:1:1");
  });

  test("all errors of an AggregateError are reported", () => {
    expect(trace("aggregate")).toContain("Error 1 of 2: Error: one");
    expect(trace("aggregate")).toContain("Error 2 of 2: Uncaught 'two'");
  });

  test("a deep recursion and a long message stay short", () => {
    expect(error("recursion")?.ename).toBe("RangeError");
    expect(trace("recursion").split("\n").length).toBeLessThan(12);
    expect(trace("recursion")).toMatch(/… the same \d+ more times/);
    expect(error("long")?.evalue).toMatch(/^x{10000}… \(10000 more characters\)$/);
  });

  test("whatever is thrown is reported", () => {
    expect(error("thrownString")).toMatchObject({ ename: "Uncaught", evalue: "'plain words'" });
    expect(error("thrownNull")).toMatchObject({ ename: "Uncaught", evalue: "null" });
    expect(error("frozen")?.evalue).toBe("{ code: 7 }");
    expect(error("hostile")?.ename).toBe("Error");
    expect(error("proxy")?.ename).toBe("Uncaught");
  });

  test("an error that is printed has the same frames", () => {
    expect(printed("printedError")).toBe(`Error: printed\n    at cell ${numberOf("printedError")}:1:13\n`);
  });

  test("of types are all listed, with TypeScript's code", () => {
    const cell = numberOf("types");
    expect(error("types")?.ename).toBe("TypeScriptError");
    expect(error("types")?.evalue).toMatch(/^TS2322: /);
    expect(trace("types")).toMatch(new RegExp(`^cell ${cell}:1:7 - error TS2322: `, "m"));
    expect(trace("types")).toMatch(new RegExp(`^cell ${cell}:2:7 - error TS2322: `, "m"));
  });

  test("nothing of Node, the kernel or the machine is in a traceback", () => {
    for (const { error: report } of run.outcomes)
      expect(report?.traceback.join("\n") ?? "").not.toMatch(
        /node:|evalmachine|tslab|dist\/kernel|\/home|\/tmp|file:/,
      );
    expect(trace("library").match(/^ +at .*/gm)).toEqual([expect.stringMatching(/^ {4}at cell \d+:1:6$/)]);
  });

  test("what a failed cell declared is forgotten", () => {
    expect(error("survives")?.ename).toBe("TypeScriptError");
  });
});
