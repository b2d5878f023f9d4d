import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { libraryFile, packageOfLibrary } from "../../../../../src/briefing/engine/kernel/runtime/library.js";
import { temporaryFolder } from "../../../../support/temporary.js";

/** A package whose library was made from its modules when they were compiled, in seconds. */
function packageWith({ compiled = 100 } = {}): string {
  const dist = path.join(temporaryFolder(), "briefing/dist");
  mkdirSync(path.join(dist, "library"), { recursive: true });
  for (const [name, written] of [["library/index.cjs", 100] as const, [".tsbuildinfo", compiled] as const]) {
    writeFileSync(path.join(dist, name), "");
    utimesSync(path.join(dist, name), written, written);
  }
  return path.join(dist, "index.js");
}

test("notebooks load the library in one file until TypeScript compiles again", () => {
  const entry = packageWith();
  const file = path.join(path.dirname(entry), "library/index.cjs");
  expect(libraryFile(entry)).toBe(file);
  expect(packageOfLibrary(file)).toBe(path.dirname(path.dirname(entry)));
});

test("they load the modules if TypeScript has compiled since", () => {
  const entry = packageWith({ compiled: 200 });
  expect(libraryFile(entry)).toBe(entry);
  expect(packageOfLibrary(path.join(path.dirname(entry), "library/index.cjs"))).toBeUndefined();
});

test("an installed package is never compiled", () => {
  const entry = packageWith();
  rmSync(path.join(path.dirname(entry), ".tsbuildinfo"));
  expect(libraryFile(entry)).toBe(path.join(path.dirname(entry), "library/index.cjs"));
});

test("without that file, notebooks load the modules", () => {
  const entry = packageWith();
  rmSync(path.join(path.dirname(entry), "library/index.cjs"));
  expect(libraryFile(entry)).toBe(entry);
});
