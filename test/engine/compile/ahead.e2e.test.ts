import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createAheadCompiler, type Unit } from "../../../src/engine/compile/ahead.js";
import { newCompiler, temporaryFolder } from "./support/session.js";

const cell = (source: string, effect: "declares" | "isolated" = "declares"): Unit => ({
  kind: "cell",
  source,
  effect,
});

describe("ahead of execution", () => {
  test("a notebook in order: what is rejected or isolated declares nothing", async () => {
    const folder = temporaryFolder();
    const ahead = createAheadCompiler({ folder, store: undefined });
    const results = await ahead.compile([
      cell("const a = 1;"),
      cell("const b: string = a;"),
      cell("const c = a;", "isolated"),
      cell("a; b; c;"),
      { kind: "expressions", expressions: { good: "a + 1", bad: "c" } },
    ]);
    await ahead.close();
    expect(results).toMatchObject([
      { kind: "cell", status: "compiled", diagnostics: [] },
      { kind: "cell", status: "rejected", diagnostics: [{ code: 2322 }] },
      { kind: "cell", status: "compiled", diagnostics: [] },
      { kind: "cell", status: "rejected", diagnostics: [{ code: 2304 }, { code: 2304 }] },
      { kind: "expressions", rejected: { bad: [{ code: 2304, start: { line: 1, column: 1 } }] } },
    ]);
  });

  test("the store that it fills answers the second time, and from the first changed cell on compiles again", async () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const units = [cell("let n = 1;"), cell("n += 1;"), cell("n")];
    const first = createAheadCompiler({ folder, store });
    const results = await first.compile(units);
    await first.close();
    const second = createAheadCompiler({ folder, store });
    expect(await second.compile(units)).toEqual(results);
    expect(await second.compile([...units, cell("n.nothing")])).toMatchObject([
      ...results,
      { status: "rejected" },
    ]);
    await second.close();
  });

  test("several notebooks at once, one after another through one compiler", async () => {
    const folder = temporaryFolder();
    const ahead = createAheadCompiler({ folder, store: path.join(folder, "store") });
    const all = await Promise.all(
      [1, 2, 3].map((n) => ahead.compile([cell(`const v = ${n};`), cell("v.toFixed()")])),
    );
    await ahead.close();
    expect(all.flat().map((result) => (result.kind === "cell" ? result.status : ""))).toEqual(
      Array(6).fill("compiled"),
    );
  });

  test("two processes may fill one store at the same time", async () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const units = Array.from({ length: 8 }, (_, i) => cell(`const v${i} = ${i};`));
    const both = [createAheadCompiler({ folder, store }), createAheadCompiler({ folder, store })];
    const results = await Promise.all(both.map((ahead) => ahead.compile(units)));
    await Promise.all(both.map((ahead) => ahead.close()));
    expect(results[0]).toEqual(results[1]);
    const names = readdirSync(store, { recursive: true }).map(String);
    expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(names.filter((name) => name.startsWith("store/cells/"))).toHaveLength(units.length);
  });

  test("what it keeps is what a kernel's compiler looks for", async () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const ahead = createAheadCompiler({ folder, store });
    await ahead.compile([cell("const a = 1;")]);
    await ahead.close();
    const kernel = newCompiler(folder, store);
    const direct = newCompiler(folder);
    expect(kernel.compile("", "const a = 1;")).toEqual(direct.compile("", "const a = 1;"));
  });

  test("closing while it compiles rejects, with a reason", async () => {
    const ahead = createAheadCompiler({ folder: temporaryFolder(), store: undefined });
    const result = ahead.compile([cell("1")]).catch((error: unknown) => (error as Error).name);
    await ahead.close();
    expect(await result).toBe("CompilerCrashError");
  });
});
