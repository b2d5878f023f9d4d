import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { PACKAGE_FOLDER } from "../../../../src/briefing/engine/store/installation.js";
import {
  cacheLimit,
  clearCache,
  keepToLimit,
  measureCache,
} from "../../../../src/briefing/engine/store/size.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import { temporaryFolder } from "../../../support/temporary.js";

let folder = "";
beforeEach(() => {
  folder = temporaryFolder("store");
});
const opened = (): Store => new Store(folder);
const filesOf = (kind: string): readonly string[] => {
  const at = path.join(folder, "store", kind);
  return readdirSync(at).map((name) => path.join(at, name));
};
/** The file of the only entry of a kind. */
const fileOf = (kind: string): string => filesOf(kind)[0] ?? "";

describe("an entry", () => {
  test("is found under its kind and key, by other processes too", () => {
    opened().put("types", "k", { js: "1" });
    expect(opened().get("types", "k")).toEqual({ js: "1" });
    expect(opened().get("types", "other")).toBeUndefined();
    expect(opened().get("drawings", "k")).toBeUndefined();
  });

  test.each([
    ["truncated", (text: string) => text.slice(0, -5)],
    ["emptied", () => ""],
    ["edited", (text: string) => text.replace('"value":1', '"value":2')],
    ["given another key", (text: string) => text.replace('"key":"k"', '"key":"l"')],
    ["binary", () => "\u0000\u0001\ufffd"],
    ["of another format", () => '{"value":1}'],
    ["other JSON with a valid checksum", () => `{"checksum":"0"}\n{"value":1}`],
  ])("that is %s is removed, and can be stored again", (_, spoil) => {
    opened().put("types", "k", { value: 1 });
    const file = fileOf("types");
    writeFileSync(file, spoil(readFileSync(file, "utf8")));
    expect(opened().get("types", "k")).toBeUndefined();
    expect(filesOf("types")).toEqual([]);
    opened().put("types", "k", { value: 3 });
    expect(opened().get("types", "k")).toEqual({ value: 3 });
  });

  test("that was swapped with another on disk is not returned", () => {
    opened().put("drawings", "one", "<svg>one</svg>");
    const one = fileOf("drawings");
    opened().put("drawings", "two", "<svg>two</svg>");
    const two = filesOf("drawings").find((file) => file !== one) ?? "";
    renameSync(one, `${one}.aside`);
    renameSync(two, one);
    renameSync(`${one}.aside`, two);
    expect([opened().get("drawings", "one"), opened().get("drawings", "two")]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("of another kind at its path is not returned", () => {
    opened().put("types", "k", 1);
    opened().put("drawings", "k", 2);
    cpSync(fileOf("types"), fileOf("drawings"));
    expect(opened().get("drawings", "k")).toBeUndefined();
    expect(opened().get("types", "k")).toBe(1);
  });
});

test("an unwritable cache is not an error", () => {
  const store = new Store(path.join(folder, "file"));
  writeFileSync(store.folder, "a file, not a folder");
  store.put("types", "k", 1);
  expect(store.get("types", "k")).toBeUndefined();
});

test("two processes may write and read the same entries at once", async () => {
  const code = `
    import { Store } from ${JSON.stringify(pathToFileURL(path.join(PACKAGE_FOLDER, "dist/engine/store/store.js")).href)};
    const store = new Store(${JSON.stringify(folder)});
    for (let round = 0; round < 300; round++) {
      const key = "k" + (round % 7);
      store.put("types", key, { key, text: key.repeat(5000) });
      const found = new Store(store.folder).get("types", key);
      if (found?.text !== key.repeat(5000)) throw new Error("torn: " + key);
    }`;
  const run = (): Promise<number | null> =>
    new Promise((resolve) =>
      spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" }).on("exit", resolve),
    );
  expect(await Promise.all([run(), run()])).toEqual([0, 0]);
  expect(filesOf("types")).toHaveLength(7);
});

describe("the size of the cache", () => {
  const sized = async (): Promise<number> =>
    (await measureCache(folder)).reduce((sum, { bytes }) => sum + bytes, 0);

  test("is kept to its limit: the least recently used entries are removed first", async () => {
    const store = opened();
    for (const [index, key] of ["old", "older", "new"].entries()) {
      store.put("types", key, key.padEnd(1000));
      const file =
        filesOf("types").find((each) => readFileSync(each, "utf8").includes(`"key":"${key}"`)) ?? "";
      utimesSync(file, 1000 - index, [2000, 1000, 3000][index] ?? 0);
    }
    // Using an entry counts as a recent use.
    expect(opened().get("types", "older")).toBeDefined();
    await keepToLimit(folder, 2500);
    expect(await sized()).toBeLessThanOrEqual(2500);
    expect(["old", "older", "new"].map((key) => opened().get("types", key) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("does not include partial files of killed builds, which are removed after an hour", async () => {
    opened().put("types", "k", 1);
    const left = ["0", "1"].map((digit) => path.join(folder, "store/types", `${digit.repeat(40)}.1-0-1.tmp`));
    left.forEach((file, index) => {
      writeFileSync(file, "half");
      if (index === 1) utimesSync(file, 1000, 1000);
    });
    await keepToLimit(folder, 1e6);
    expect(filesOf("types").filter((file) => file.endsWith(".tmp"))).toEqual(left.slice(0, 1));
  });

  test("is zero once it is cleared, which preserves other files", async () => {
    opened().put("types", "k", 1);
    for (const name of ["failed", "pages", "mine"]) mkdirSync(path.join(folder, name));
    await clearCache(folder);
    expect(readdirSync(folder)).toEqual(["mine", "pages"]);
    expect(await sized()).toBe(0);
  });

  test("may be set in megabytes", () => {
    expect(cacheLimit({})).toBe(512e6);
    expect(cacheLimit({ BRIEFING_CACHE_SIZE: "1.5" })).toBe(1.5e6);
    expect(() => cacheLimit({ BRIEFING_CACHE_SIZE: "much" })).toThrow(/not a number of megabytes/);
  });
});
