/**
 * The project of test/fixtures/every-setting uses every setting of briefing.yml and every chart that the reference lists;
 * it is built by every-setting.whole.test.ts, and by installed.mjs from the packed package.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { schema } from "../../src/briefing/engine/project/configuration.js";
import {
  authorFields,
  contactFields,
  firstPage,
  licenseFields,
} from "../../src/briefing/engine/project/publication.js";

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const notebooks = "test/fixtures/every-setting/notebooks";

interface Settings extends Readonly<Record<string, unknown>> {
  readonly authors: readonly [object, ...unknown[]];
  readonly contact: object;
  readonly license: object;
  readonly firstPage: object;
  readonly checks: object;
}
const settings = parse(read(`${notebooks}/briefing.yml`)) as Settings;

/** The keys in the tables of a page of the reference. */
const documentedKeys = (page: string): readonly string[] =>
  [...read(`docs/reference/${page}.md`).matchAll(/^\| `(\w+)` +\|/gm)].map(([, key = ""]) => key);

test("every documented setting is used", () => {
  const { authors, contact, license, firstPage: first, checks } = settings;
  const used = [settings, authors[0], first].flatMap((part) => Object.keys(part));
  expect(documentedKeys("briefing-yml").filter((key) => !used.includes(key))).toEqual([]);
  expect(Object.keys(settings).sort()).toEqual(Object.keys(schema.shape).sort());
  expect(Object.keys(authors[0]).sort()).toEqual(Object.keys(authorFields).sort());
  expect(Object.keys(contact).sort()).toEqual(Object.keys(contactFields).sort());
  expect(Object.keys(license).sort()).toEqual(Object.keys(licenseFields).sort());
  expect(Object.keys(first).sort()).toEqual(Object.keys(firstPage.shape).sort());
  expect(checks).toEqual({ numbers: { exempt: expect.any(Array) as unknown } });
});

test("every documented chart is drawn", () => {
  const text = readdirSync(new URL(`../../${notebooks}`, import.meta.url))
    .filter((name) => name.endsWith(".md"))
    .map((name) => read(`${notebooks}/${name}`))
    .join("\n");
  const charts = [...read("docs/reference/charts.md").matchAll(/^### `(\w+)`$/gm)].map(
    ([, name = ""]) => name,
  );
  expect(charts.length).toBeGreaterThan(10);
  expect(charts.filter((name) => !new RegExp(String.raw`\bfigure\(${name}\(`).test(text))).toEqual([]);
});
