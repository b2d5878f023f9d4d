import { rmSync, utimesSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import {
  changedAfter,
  changesSince,
  takeFingerprint,
} from "../../../../src/briefing/engine/store/fingerprint.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { writeFiles } from "../../../support/files.js";

let folder = "";
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = temporaryFolder("fingerprint");
  writeFiles(folder, {
    "data/pairs.csv": "a,b\n1,2\n",
    "node_modules/tides/package.json": '{ "version": "1.0.0" }',
    "node_modules/tides/index.js": "tides",
    "node_modules/tides/lib/deep.js": "deep",
  });
});

const present = (environment: Readonly<Record<string, string>> = { REGION: "north" }) => ({
  files: new Store(at("cache")).hashes.now(),
  environment,
});
const taken = () =>
  takeFingerprint(
    {
      files: ["data/pairs.csv", "data/none.csv", "node_modules/tides/index.js"].map(at),
      places: ["data/extra.csv", "data/pairs.csv"].map(at),
      folders: ["data", "nowhere"].map(at),
      environment: ["REGION", "OTHER"],
    },
    present(),
  );
const shown = (file: string): string => path.relative(folder, file);

describe("changes since a fingerprint was taken", () => {
  test("are empty if nothing changed", () => {
    const before = taken();
    utimesSync(at("data/pairs.csv"), 1, 1);
    writeFiles(folder, { "node_modules/tides/lib/deep.js": "not read" });
    expect(changesSince(before, present(), shown)).toEqual([]);
    expect(taken()).toEqual(before);
  });

  test.each([
    ["data/pairs.csv", "a,b\n1,3\n", ["data/pairs.csv changed"]],
    ["data/extra.csv", "", ["data/extra.csv appeared", "the files in data changed"]],
    ["data/none.csv", "", ["data/none.csv changed", "the files in data changed"]],
    ["nowhere/file", "", ["the files in nowhere changed"]],
    ["node_modules/tides/index.js", "TIDES", ["package tides changed"]],
    ["node_modules/tides/package.json", '{ "version": "2.0.0" }', ["package tides changed"]],
  ])("are reported for each file: %s", (file, content, reasons) => {
    const before = taken();
    writeFiles(folder, { [file]: content });
    expect(changesSince(before, present(), shown)).toEqual(reasons);
  });

  test("are reported for removed files", () => {
    const before = taken();
    rmSync(at("data/pairs.csv"));
    rmSync(at("node_modules"), { recursive: true });
    expect(changesSince(before, present(), shown)).toEqual([
      "data/pairs.csv was removed",
      "package tides changed",
      "the files in data changed",
    ]);
  });

  test("are reported for variables, set or not", () => {
    expect(changesSince(taken(), present({ OTHER: "x" }), shown)).toEqual([
      "OTHER changed",
      "REGION changed",
    ]);
  });
});

test("hashes are kept for the next process, and damage to them only costs time", () => {
  utimesSync(at("data/pairs.csv"), 1000, 1000);
  const first = new Store(at("cache"));
  const hash = first.hashes.now().hashOf(at("data/pairs.csv"));
  first.hashes.save();
  expect(new Store(at("cache")).hashes.now().hashOf(at("data/pairs.csv"))).toBe(hash);
  first.put("fingerprints", "file hashes", []);
  expect(new Store(at("cache")).hashes.now().hashOf(at("data/pairs.csv"))).toBe(hash);
});

test("a file that changed after a moment is reported", () => {
  utimesSync(at("data/pairs.csv"), 1000, 1000);
  expect(changedAfter([at("data/pairs.csv")], Date.now() - 60_000)).toBe(at("data/pairs.csv"));
  expect(changedAfter([at("data/pairs.csv"), at("none")], Date.now() + 60_000)).toBeUndefined();
});
