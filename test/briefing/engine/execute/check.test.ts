import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { Diagnostic, Unit, UnitResult } from "../../../../src/briefing/engine/compile/contract.js";
import { checkNotebooks } from "../../../../src/briefing/engine/execute/check.js";
import type { TypeChecker } from "../../../../src/briefing/engine/execute/contract.js";
import { NotebookFormatError } from "../../../../src/briefing/engine/notebook/errors.js";
import { code, executeWith, markdown, outputsOf, raw, statusesOf } from "./harness.js";
import { FakeSession, fakeSpec, scripted } from "./fake-kernel.js";
import { notebookOf } from "../../../support/notebook.js";

const diagnostic = (
  column: number,
  message = "Type 'string' is not assignable to type 'number'.",
): Diagnostic => ({
  code: 2322,
  message,
  start: { line: 1, column },
  end: { line: 1, column: column + 3 },
});

/** Finds an error in every cell that says `bad`, and in every expression that does. */
function checker(seen: (readonly Unit[])[] = []): TypeChecker {
  return checking((units) => {
    seen.push(units);
    return units.map((unit): UnitResult => {
      if (unit.kind === "cell") {
        const isBad = unit.source.includes("bad");
        return { kind: "cell", diagnostics: isBad ? [diagnostic(1), diagnostic(5)] : [] };
      }
      const bad = Object.entries(unit.expressions).filter(([, expression]) => expression.includes("bad"));
      return {
        kind: "expressions",
        rejected: Object.fromEntries(bad.map(([key]) => [key, [diagnostic(2)]])),
      };
    });
  });
}

const checking = (check: (units: readonly Unit[]) => readonly UnitResult[]): TypeChecker => ({
  check: (notebooks) => Promise.resolve(new Map(notebooks.map(({ path, plan }) => [path, check(plan())]))),
});

test("everything is checked in the order the kernel will see it", async () => {
  const seen: (readonly Unit[])[] = [];
  const execution = await executeWith(
    scripted({}),
    [
      raw("---\ntitle: `{ts #t} title`\n---"),
      code("a"),
      markdown("`{ts #x} one` `{ts #y} two`"),
      code("skipped", ["skip-execution"]),
      code("may fail", ["raises-exception"]),
      code(" "),
    ],
    { dependencies: { types: checker(seen) } },
  );
  expect(seen).toEqual([
    [
      { kind: "cell", source: "a", effect: "declares" },
      { kind: "expressions", expressions: { x: "one", y: "two" } },
      { kind: "cell", source: "may fail", effect: "isolated" },
      { kind: "expressions", expressions: { t: "title" } },
    ],
  ]);
  expect(execution.session.requests.length).toBeGreaterThan(0);
});

test("a notebook is checked after its kernel was spawned and before the kernel answers", async () => {
  const events: string[] = [];
  const session = new FakeSession(() => undefined);
  // A check looks up the types of its notebook after it has checked the guards.
  const types = new Map<string, "right">();
  vi.spyOn(types, "get").mockImplementation(() => {
    events.push("checked");
    return "right";
  });
  await executeWith(() => undefined, [code("1")], {
    dependencies: {
      async startKernel(_spec, { onSpawned }) {
        await nextTurn();
        events.push("spawned");
        onSpawned?.();
        await nextTurn();
        events.push("answered");
        return session;
      },
      types: { check: () => Promise.resolve(types) },
    },
  });
  expect(events).toEqual(["spawned", "checked", "answered"]);
});

describe("type errors", () => {
  test("of all cells are all that is reported: what was executed meanwhile is forgotten", async () => {
    const execution = await executeWith(
      scripted({}),
      [code("fine"), code("bad code", [], "b"), markdown("See `{ts} bad`.", "m")],
      { dependencies: { types: checker() } },
    );
    expect(execution.session.alive).toBe(false);
    expect(execution.failures).toMatchObject([
      { kind: "type-error", ename: "TS2322", cell: { index: 1, id: "b" }, line: 1, column: 1 },
      { kind: "type-error", line: 1, column: 5, traceback: ["> 1 | bad code", "    |     ^^^"] },
      // The place in the Markdown cell: the expression begins at column 11.
      { kind: "type-error", cell: { id: "m" }, line: 1, column: 12 },
    ]);
    expect(statusesOf(execution)).toEqual(["not-executed", "failed", "failed"]);
    expect(outputsOf(execution, 1)).toMatchObject([
      { output_type: "error", ename: "TS2322" },
      { ename: "TS2322" },
    ]);
  });

  test("may stand in a cell tagged raises-exception, and everywhere where errors are allowed", async () => {
    const tagged = await executeWith(scripted({}), [code("bad", ["raises-exception"])], {
      dependencies: { types: checker() },
    });
    expect(tagged.failures).toEqual([]);
    expect(tagged.session.requests).toHaveLength(1);
    const allowed = await executeWith(scripted({}), [code("bad")], {
      onCellError: "continue",
      dependencies: { types: checker() },
    });
    expect(allowed.failures).toEqual([]);
    expect(allowed.session.requests).toHaveLength(1);
  });

  test("after a cell that may raise an exception count only if they are there either way", async () => {
    const types = checking((units) => {
      const declared = units.some(
        (unit) => unit.kind === "cell" && unit.source === "may" && unit.effect === "declares",
      );
      return units.map((unit): UnitResult => {
        const source = unit.kind === "cell" ? unit.source : "";
        const isBad = source === "always" || (source === "uses it" && !declared);
        return { kind: "cell", diagnostics: isBad ? [diagnostic(1)] : [] };
      });
    });
    const dependencies = { types };
    const may = code("may", ["raises-exception"]);
    expect((await executeWith(scripted({}), [may, code("uses it")], { dependencies })).failures).toEqual([]);
    const both = await executeWith(scripted({}), [may, code("uses it"), code("always")], { dependencies });
    expect(both.failures).toMatchObject([{ cell: { index: 2 } }]);
  });

  test("in a module that is imported name the module's own place", async () => {
    const inModule = checking(() => [
      { kind: "cell", diagnostics: [{ ...diagnostic(4), file: "lib/x.ts" }] },
    ]);
    const execution = await executeWith(scripted({}), [code("import './lib/x'")], {
      dependencies: { types: inModule },
    });
    expect(execution.failures).toHaveLength(1);
    expect(execution.failures[0]?.evalue).toMatch(/^lib\/x\.ts:1:4: Type/);
    expect(execution.failures[0]?.line).toBeUndefined();
  });
});

describe("a malformed guard", () => {
  const malformed = markdown('[It fell.]{hold="x > y"}', "m");
  const right = checking((units) => units.map((): UnitResult => ({ kind: "cell", diagnostics: [] })));
  const failure = { kind: "inline", ename: "GuardError", cell: { id: "m" }, line: 1, column: 12 };

  test("stops a notebook whose types are right, before anything of it is kept", async () => {
    const execution = await executeWith(scripted({}), [code("fine"), malformed], {
      dependencies: { types: right },
    });
    expect(execution.failures).toMatchObject([failure]);
    expect(statusesOf(execution)).toEqual(["not-executed", "failed"]);
  });

  test("stops it without a type checker too", async () => {
    const none: TypeChecker = { check: () => Promise.resolve(undefined) };
    for (const types of [none, undefined]) {
      const execution = await executeWith(scripted({}), [code("fine"), malformed], {
        dependencies: types === undefined ? {} : { types },
      });
      expect(execution.failures).toMatchObject([failure]);
    }
  });

  test("is not seen in ordinary Markdown", async () => {
    const text = "[a link](https://example.org/?when=now) [red]{.red} `]{hold=x}` [1]\\{holds=x} $\\{a\\}_1$";
    const execution = await executeWith(scripted({}), [markdown(text)], { dependencies: { types: right } });
    expect(execution.failures).toEqual([]);
  });
});

test("checking executes nothing and leaves notebooks of other kernels out", async () => {
  const jobs = [
    { path: "good.ipynb", notebook: notebookOf([code("fine")]) },
    { path: "bad.ipynb", notebook: notebookOf([code("bad")]) },
    { path: "python.ipynb", notebook: notebookOf([code("bad")], { kernelspec: { name: "python3" } }) },
    { path: "julia.ipynb", notebook: notebookOf([code("bad")], { language_info: { name: "julia" } }) },
    { path: "half.ipynb", error: new NotebookFormatError("half.ipynb: the file is empty.") },
  ];
  const checked = await checkNotebooks(jobs, {
    types: checker(),
    resolveKernel: (name) => ({ spec: fakeSpec, origin: name === "tslab" ? "builtin" : "installed" }),
  });
  expect(checked.map(({ path, failures }) => [path, failures.map(({ kind }) => kind)])).toEqual([
    ["good.ipynb", []],
    ["bad.ipynb", ["type-error", "type-error"]],
    ["half.ipynb", ["format"]],
  ]);
});

test("where npm has no TypeScript 7 for the machine, notebooks are executed, and a check says that it could not", async () => {
  const types: TypeChecker = { check: () => Promise.resolve(undefined) };
  const execution = await executeWith(scripted({}), [code("bad")], { dependencies: { types } });
  expect(execution.failures).toEqual([]);
  expect(execution.session.requests).toHaveLength(1);
  const checked = await checkNotebooks([{ path: "bad.ipynb", notebook: notebookOf([code("bad")]) }], {
    types,
    resolveKernel: () => ({ spec: fakeSpec, origin: "builtin" }),
  });
  expect(checked).toEqual([{ path: "bad.ipynb", failures: [], unchecked: true }]);
});

test("of a notebook that names no kernel it is said that it was read as TypeScript, once; of one that does it is not", async () => {
  const jobs = [{}, { kernelspec: { name: "" } }, { language_info: { name: "typescript" } }].map(
    (metadata, index) => ({
      path: `${index}.ipynb`,
      notebook: notebookOf([code("bad"), code("bad")], metadata),
    }),
  );
  const checked = await checkNotebooks(jobs, {
    types: checker(),
    resolveKernel: () => ({ spec: fakeSpec, origin: "builtin" }),
  });
  const said = checked.map(({ failures }) =>
    failures.map(({ traceback }) =>
      traceback.join("\n").includes("names no kernel, so its cells were checked as TypeScript"),
    ),
  );
  const once = [false, false, false, true];
  expect(said).toEqual([once, once, [false, false, false, false]]);
});
