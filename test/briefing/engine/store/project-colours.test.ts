import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { coloursIn, settingsFile } from "../../../../src/briefing/engine/store/project-colours.js";
import { changesSince, takeFingerprint } from "../../../../src/briefing/engine/store/fingerprint.js";
import { line } from "../../../../src/briefing/index.js";
import { COLOURS } from "../../../../src/briefing/model/colours.js";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "colours-"));
  mkdirSync(path.join(root, "notebooks"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
  Reflect.deleteProperty(globalThis, Symbol.for(COLOURS));
});

test("the colours of a project, with their places; only a change of these is one", () => {
  const file = settingsFile(path.join(root, "notebooks"));
  expect(file).toBe(path.join(root, "notebooks", "briefing.yml"));
  writeFileSync(file, 'title: A\ncolours:\n  road: green\n  rail: "#aa3377"\n');
  expect(coloursIn(file)).toEqual([
    { name: "road", colour: "green", where: "notebooks/briefing.yml:3:9" },
    { name: "rail", colour: "#aa3377", where: "notebooks/briefing.yml:4:9" },
  ]);
  const present = { files: {} as never, environment: {} };
  const fingerprint = takeFingerprint({ files: [], colours: [file] }, present);
  writeFileSync(file, 'title: B\ncolours:\n  road: green\n  rail: "#aa3377"\n');
  expect(changesSince(fingerprint, present)).toEqual([]);
  writeFileSync(file, "title: B\ncolours: { road: blue }\n");
  expect(changesSince(fingerprint, present, () => "briefing.yml")).toEqual([
    "the colours in briefing.yml changed",
  ]);
});

test("charts use them, unless their own colours say otherwise", () => {
  const offer = (colour: string) => {
    const value = () => [{ name: "road", colour, where: "notebooks/briefing.yml:3:9" }];
    Object.defineProperty(globalThis, Symbol.for(COLOURS), { value, configurable: true });
  };
  const rows = ["air", "road"].map((by) => ({ year: 2020, by, v: 1 }));
  const range = (options: object) =>
    /"range":(\["#[^\]]*\])/.exec(
      JSON.stringify(line(rows, { x: "year", y: "v", by: "by", ...options })),
    )?.[1];
  offer("blue");
  // Blue is the colour of road, so that the first series takes the next one.
  expect(range({})).toBe('["#d55e00","#0072b2"]');
  expect(range({ colours: { road: "green" } })).toBe('["#d55e00","#009e73"]');
  offer("blu");
  expect(() => range({})).toThrow('there is no colour "blu", which "road" has in notebooks/briefing.yml:3:9');
});
