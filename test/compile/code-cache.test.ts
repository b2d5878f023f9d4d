import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadWithCode, type LoadedModule } from "../../src/compile/code-cache.js";

interface Given {
  readonly load: (source: string) => LoadedModule;
  readonly kept: () => readonly string[];
  readonly folder: string;
}

function given(): Given {
  const root = mkdtempSync(path.join(tmpdir(), "code-cache-"));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const folder = path.join(root, "prepared");
  const file = path.join(root, "module.cjs");
  return {
    folder,
    load(source) {
      writeFileSync(file, source);
      return loadWithCode(file, folder);
    },
    kept: () => (existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : []),
  };
}

const source = `const path = require("node:path"); exports.name = () => path.basename(__filename) + " é";`;
const nameOf = (module: LoadedModule): string => (module.exports as { name: () => string }).name();

test("a module is what require makes of it, with its code kept and without", () => {
  const { load } = given();
  const first = load(source);
  expect([first.code, nameOf(first)]).toEqual(["made", "module.cjs é"]);
  first.keep();
  const second = load(source);
  expect([second.code, nameOf(second)]).toEqual(["kept", "module.cjs é"]);
});

test("another module of the same length has none of its code, and replaces it when it keeps its own", () => {
  const { load, kept } = given();
  load("exports.name = () => 'a'").keep();
  const changed = load("exports.name = () => 'b'");
  expect([changed.code, nameOf(changed)]).toEqual(["made", "b"]);
  changed.keep();
  expect(kept()).toHaveLength(1);
});

test("kept code that was damaged or cut off is not used", () => {
  const { load, kept } = given();
  load(source).keep();
  const [place = ""] = kept();
  const whole = readFileSync(place);
  const damaged = Buffer.from(whole);
  damaged[whole.length - 9] = (damaged[whole.length - 9] ?? 0) ^ 0xff;
  for (const content of [damaged, whole.subarray(0, whole.length / 2), Buffer.alloc(0)]) {
    writeFileSync(place, content);
    const loaded = load(source);
    expect([loaded.code, nameOf(loaded)]).toEqual(["made", "module.cjs é"]);
  }
});
