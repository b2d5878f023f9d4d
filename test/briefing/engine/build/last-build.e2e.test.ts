import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { LastBuild, type Page } from "../../../../src/briefing/engine/build/last-build.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import { temporaryFolder } from "../../../support/temporary.js";

const output = temporaryFolder("last-build");
const rendered: Page["rendered"] = {
  output,
  site: "omit",
  parameters: { year: "2020" },
  previous: undefined,
};
const summary = {
  content: {
    chapters: 1,
    figures: 0,
    tables: 0,
    values: 0,
    faults: [],
    warnings: [],
    unexplained: [],
    files: { written: 0, removed: 0, unchanged: 1 },
  },
  falseSentences: [],
};

test("the last build is found by the same options only", () => {
  const store = new Store(temporaryFolder("store"));
  const build = (others: Partial<Page["rendered"]> = {}): LastBuild =>
    new LastBuild(store, { executions: [], rendered: { ...rendered, ...others } });
  const files = [{ path: "briefing.md", content: "# Page\n" }];
  for (const { path: name, content } of files) writeFileSync(path.join(output, name), content);
  build().note({ summary, files, inputs: [] }, Date.now());
  expect(build().find()).toEqual(summary);
  expect(build({ site: "write" }).find()).toBeUndefined();
  expect(build({ parameters: { year: "2021" } }).find()).toBeUndefined();
  expect(build({ previous: { values: {} } }).find()).toBeUndefined();
  expect(build({ output: temporaryFolder("elsewhere") }).find()).toBeUndefined();
});

test("the compiler requires the value of each option that changes the page", () => {
  const { site, ...others } = rendered;
  // @ts-expect-error: without it, a build with another value would report that nothing changed.
  const incomplete: Page["rendered"] = others;
  expect({ ...incomplete, site }).toEqual(rendered);
});
