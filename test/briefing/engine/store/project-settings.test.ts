import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  settingIn,
  settingName,
  settingsFile,
} from "../../../../src/briefing/engine/store/project-settings.js";
import { changesSince, takeFingerprint } from "../../../../src/briefing/engine/store/fingerprint.js";
import { fmt, line } from "../../../../src/briefing/index.js";
import { PROJECT_SETTINGS, type ProjectSetting } from "../../../../src/briefing/model/project-settings.js";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "settings-"));
  mkdirSync(path.join(root, "notebooks"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
  Reflect.deleteProperty(globalThis, Symbol.for(PROJECT_SETTINGS));
});

test("the settings of a project, with their places; only a change of one that was used is one", () => {
  const file = settingsFile(path.join(root, "notebooks"));
  expect(file).toBe(path.join(root, "notebooks", "briefing.yml"));
  writeFileSync(file, 'title: A\ncurrency: EUR\ncolours:\n  road: green\n  rail: "#aa3377"\n');
  expect(settingIn(file, "colours")).toEqual([
    { name: "road", value: "green", where: "notebooks/briefing.yml:4:9" },
    { name: "rail", value: "#aa3377", where: "notebooks/briefing.yml:5:9" },
  ]);
  expect(settingIn(file, "currency")).toEqual([
    { name: "currency", value: "EUR", where: "notebooks/briefing.yml:2:11" },
  ]);
  const present = { files: {} as never, environment: {} };
  const fingerprintOf = (key: "colours" | "currency") =>
    takeFingerprint({ files: [], settings: [settingName(key, file)] }, present);
  const fingerprints = [fingerprintOf("colours"), fingerprintOf("currency")].flat();
  writeFileSync(file, 'title: B\ncurrency: EUR\ncolours:\n  road: green\n  rail: "#aa3377"\n');
  expect(changesSince(fingerprints, present)).toEqual([]);
  writeFileSync(file, "title: B\ncurrency: CHF\ncolours: { road: blue }\n");
  expect(changesSince(fingerprints, present, () => "briefing.yml")).toEqual([
    "the colours in briefing.yml changed",
    "the currency in briefing.yml changed",
  ]);
});

test.each([
  ["title: A\ncolours:\n  road: green\n", 1],
  ['title: A\n"colours": { road: green }\n', 1],
  ["{ title: A, colours: { road: green } }", 1],
  ["title: A\n# my colours: later\n", 0],
  ["title: The colours of birds\n", 0],
  ["parameters: { colours: { road: green } }\n", 0],
  ["title: A\ncolours: [\n", 0],
])("whatever else the file has: %j", (text, count) => {
  const file = path.join(root, "notebooks", "briefing.yml");
  writeFileSync(file, text);
  expect(settingIn(file, "colours")).toHaveLength(count);
});

const offer = (settings: Readonly<Record<string, readonly ProjectSetting[]>>) => {
  const value = (key: string) => settings[key] ?? [];
  Object.defineProperty(globalThis, Symbol.for(PROJECT_SETTINGS), { value, configurable: true });
};

test("charts use the colours, unless their own say otherwise", () => {
  const offerRoad = (value: string) => {
    offer({ colours: [{ name: "road", value, where: "notebooks/briefing.yml:3:9" }] });
  };
  const rows = ["air", "road"].map((by) => ({ year: 2020, by, v: 1 }));
  const range = (options: object) =>
    /"range":(\["#[^\]]*\])/.exec(
      JSON.stringify(line(rows, { x: "year", y: "v", by: "by", ...options })),
    )?.[1];
  offerRoad("blue");
  // Blue is the colour of road, so that the first series takes the next one.
  expect(range({})).toBe('["#d55e00","#0072b2"]');
  expect(range({ colours: { road: "green" } })).toBe('["#d55e00","#009e73"]');
  offerRoad("blu");
  expect(() => range({})).toThrow('there is no colour "blu", which "road" has in notebooks/briefing.yml:3:9');
});

test("amounts of money use the currency, unless a call names its own", () => {
  offer({ currency: [{ name: "currency", value: "EUR", where: "notebooks/briefing.yml:3:11" }] });
  expect(fmt.money(28_900)).toMatchObject({ text: "€28,900", unit: "EUR" });
  expect(fmt.money(28_900, { currency: "USD" }).text).toBe("$28,900");
  expect(fmt.bounds({ lower: 1, upper: 2 }, "money").text).toBe("€1–2");
  offer({ currency: [{ name: "currency", value: "euro", where: "notebooks/briefing.yml:3:11" }] });
  expect(() => fmt.money(1)).toThrow(
    'fmt.money: "euro" is not a currency code of ISO 4217 (notebooks/briefing.yml:3:11)',
  );
});
