import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Unit } from "../../../src/engine/compile/chain.js";
import { createCheckThread } from "../../../src/engine/compile/check-thread.js";
import { newCompiler, temporaryFolder } from "./support/session.js";

const cell = (source: string, effect: "declares" | "isolated" = "declares"): Unit => ({
  kind: "cell",
  source,
  effect,
});

describe("a notebook in a thread", () => {
  test("a notebook in order: what is rejected or isolated declares nothing", async () => {
    const folder = temporaryFolder();
    const checker = createCheckThread({ folder, store: undefined });
    const results = await checker.checkAll([
      cell("const a = 1;"),
      cell("const b: string = a;"),
      cell("const c = a;", "isolated"),
      cell("a; b; c;"),
      { kind: "expressions", expressions: { good: "a + 1", bad: "c" } },
    ]);
    await checker.close();
    expect(results).toMatchObject([
      { kind: "cell", status: "accepted", diagnostics: [] },
      { kind: "cell", status: "rejected", diagnostics: [{ code: 2322 }] },
      { kind: "cell", status: "accepted", diagnostics: [] },
      { kind: "cell", status: "rejected", diagnostics: [{ code: 2304 }, { code: 2304 }] },
      { kind: "expressions", rejected: { bad: [{ code: 2304, start: { line: 1, column: 1 } }] } },
    ]);
  });

  test("the store that it fills answers the second time, and from the first changed cell on checks again", async () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const units = [cell("let n = 1;"), cell("n += 1;"), cell("n")];
    const first = createCheckThread({ folder, store });
    const results = await first.checkAll(units);
    await first.close();
    const second = createCheckThread({ folder, store });
    expect(await second.checkAll(units)).toEqual(results);
    expect(await second.checkAll([...units, cell("n.nothing")])).toMatchObject([
      ...results,
      { status: "rejected" },
    ]);
    await second.close();
  });

  test("several notebooks at once, one after another through one thread", async () => {
    const folder = temporaryFolder();
    const checker = createCheckThread({ folder, store: path.join(folder, "store") });
    const all = await Promise.all(
      [1, 2, 3].map((n) => checker.checkAll([cell(`const v = ${n};`), cell("v.toFixed()")])),
    );
    await checker.close();
    expect(all.flat().map((result) => (result.kind === "cell" ? result.status : ""))).toEqual(
      Array(6).fill("accepted"),
    );
  });

  test("two processes may fill one store at the same time", async () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const units = Array.from({ length: 8 }, (_, i) => cell(`const v${i} = ${i};`));
    const both = [createCheckThread({ folder, store }), createCheckThread({ folder, store })];
    const results = await Promise.all(both.map((checker) => checker.checkAll(units)));
    await Promise.all(both.map((checker) => checker.close()));
    expect(results[0]).toEqual(results[1]);
    const names = readdirSync(store, { recursive: true }).map(String);
    expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(names.filter((name) => name.startsWith("store/types/"))).toHaveLength(units.length);
  });

  test("what it keeps is what a kernel's checker looks for", async () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const checker = createCheckThread({ folder, store });
    await checker.checkAll([cell("const a = 1;")]);
    await checker.close();
    const kernel = newCompiler(folder, store);
    const direct = newCompiler(folder);
    expect(kernel.check("", "const a = 1;")).toEqual(direct.check("", "const a = 1;"));
  });

  test("closing while it checks rejects, with a reason", async () => {
    const checker = createCheckThread({ folder: temporaryFolder(), store: undefined });
    const result = checker.checkAll([cell("1")]).catch((error: unknown) => (error as Error).name);
    await checker.close();
    expect(await result).toBe("CheckerCrashError");
  });
});
