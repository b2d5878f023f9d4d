import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { libraryFile, packageOfLibrary } from "../../../../src/engine/kernel/runtime/library.js";
import { temporaryFolder } from "../../../support/temporary.js";

const names = ["index.js", "analysis/a.js", "authoring/b.js", "lib/c.js", "model/inside/d.js", "library.cjs"];

/** A package whose library was made from its modules; `newer` was compiled since. */
function packageWith({
  newer,
  inside = "",
}: { readonly newer?: string; readonly inside?: string } = {}): string {
  const folder = path.join(temporaryFolder(), inside, "decoupling-briefing");
  for (const name of names) {
    const file = path.join(folder, "dist", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
    const written = name === newer ? 200 : 100;
    utimesSync(file, written, written);
  }
  return path.join(folder, "dist/index.js");
}

test("notebooks load the library in one file while it is as new as its modules", () => {
  const entry = packageWith();
  const file = path.join(path.dirname(entry), "library.cjs");
  expect(libraryFile(entry)).toBe(file);
  expect(packageOfLibrary(file)).toBe(path.dirname(path.dirname(entry)));
});

test.each(names.slice(0, -1))("they load the modules if %s was compiled since", (newer) => {
  const entry = packageWith({ newer });
  expect(libraryFile(entry)).toBe(entry);
  expect(packageOfLibrary(path.join(path.dirname(entry), "library.cjs"))).toBeUndefined();
});

test("an installed package is never compiled", () => {
  const entry = packageWith({ newer: "lib/c.js", inside: "node_modules" });
  expect(libraryFile(entry)).toBe(path.join(path.dirname(entry), "library.cjs"));
});

test("without that file, notebooks load the modules", () => {
  const entry = packageWith();
  rmSync(path.join(path.dirname(entry), "library.cjs"));
  expect(libraryFile(entry)).toBe(entry);
});
