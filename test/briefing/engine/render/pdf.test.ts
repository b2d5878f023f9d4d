import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { findBrowser, forPaper, deterministicPdf } from "../../../../src/briefing/engine/render/pdf.js";
import { temporaryFolder } from "../../../support/temporary.js";

test("the browser is the one named by CHROMIUM, else the first on the PATH; a missing one is reported with a hint", async () => {
  const folder = temporaryFolder("pdf test");
  expect(() => findBrowser({ PATH: folder })).toThrow("No Chromium is installed");
  expect(() => findBrowser({ CHROMIUM: `${folder}/none` })).toThrow("CHROMIUM names");
  const browser = path.join(folder, "chromium");
  await writeFile(browser, "");
  await chmod(browser, 0o755);
  expect(findBrowser({ CHROMIUM: browser, PATH: "/nowhere" })).toBe(browser);
  expect(findBrowser({ PATH: `/nowhere:${folder}` })).toBe(browser);
});

test("a page is printed without scripts and file links, with its folds open", () => {
  expect(
    forPaper(
      '<script>run()</script><a class="x" href="figures/a.csv">a</a><a href="https://e.org">b</a><a href="#c">c</a><details class="fold">d</details><details class="fold" id="source-e">e</details>',
    ),
  ).toBe(
    '<a class="x">a</a><a href="https://e.org">b</a><a href="#c">c</a><details class="fold" open>d</details><details class="fold" id="source-e" open>e</details>',
  );
});

const after = (before: string) =>
  Buffer.from(deterministicPdf(Buffer.from(before, "latin1"), undefined)).toString("latin1");

test("dates are replaced in place, so that offsets in the file stay valid", () => {
  const before = "x /CreationDate (D:20990102030405+02'00')\n/ModDate (D:20990102030405Z)\xff";
  expect(after(before)).toBe("x /CreationDate (D:20000101000000+00'00')\n/ModDate (D:20000101000000Z)\xff");
});

test("element numbers are renumbered from one, in order", () => {
  const steady = "/ID (node00000002) /ID (node00000001) [(node00000001) (node00000002)]";
  expect(after("/ID (node00000412) /ID (node00000335) [(node00000335) (node00000412)]")).toBe(steady);
  expect(after("/ID (node00000413) /ID (node00000336) [(node00000336) (node00000413)]")).toBe(steady);
});

test("a doubled bookmark title is written once, in the same space", () => {
  expect(after("/Title (How sure is this?How sure is this?)")).toBe(
    `/Title (How sure is this?${" ".repeat(17)})`,
  );
  const wide = "004400E900620075007400730021";
  expect(after(`/Title <FEFF${wide}${wide}>`)).toBe(`/Title <FEFF${wide}${"0020".repeat(7)}>`);
  for (const same of ["/Title (20202020)", "/Title (What can be said)", `/Title <FEFF${wide}>`])
    expect(after(same)).toBe(same);
});
