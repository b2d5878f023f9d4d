import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { findBrowser, printPdf, steadyPdf } from "../../../src/engine/render/pdf.js";

let work = "";
beforeEach(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), "pdf test-"));
  const made = work;
  onTestFinished(() => rm(made, { recursive: true, force: true }));
});

/** A browser that "prints" what it was given, and when. */
async function fakeBrowser(script: string): Promise<string> {
  const file = path.join(work, "chromium");
  await writeFile(file, `#!/usr/bin/env node\n${script}`);
  await chmod(file, 0o755);
  return file;
}
const copying = `
const fs = require("node:fs");
const out = process.argv.find((each) => each.startsWith("--print-to-pdf=")).slice(15);
const page = fs.readFileSync(new URL(process.argv.at(-1)), "utf8");
fs.writeFileSync(out, "%PDF /CreationDate (D:20990102030405+02'00') " + page);
`;

describe("the browser", () => {
  test("is the one that CHROMIUM names, else the first on the PATH", async () => {
    const browser = await fakeBrowser("");
    expect(findBrowser({ CHROMIUM: browser, PATH: "/nowhere" })).toBe(browser);
    expect(findBrowser({ PATH: `/nowhere:${work}` })).toBe(browser);
  });
  test("that is missing is told with the way out", () => {
    expect(() => findBrowser({ PATH: work })).toThrow("No Chromium is installed");
    expect(() => findBrowser({ CHROMIUM: `${work}/none` })).toThrow("CHROMIUM names");
  });
});

describe("printing", () => {
  const print = async (script: string) => {
    const browser = await fakeBrowser(script);
    const html =
      '<script>run()</script><a class="x" href="figures/a.csv">a</a><a href="https://e.org">b</a><a href="#c">c</a><details class="fold">d</details><details class="fold" id="source-e">e</details>';
    const pdf = await printPdf({ browser, html, date: "2026-11-25", signal: new AbortController().signal });
    return Buffer.from(pdf).toString();
  };

  test("leaves out scripts and links to files, opens what is folded, and bears the briefing's date", async () => {
    expect(await print(copying)).toBe(
      "%PDF /CreationDate (D:20261125000000+00'00') " +
        '<a class="x">a</a><a href="https://e.org">b</a><a href="#c">c</a><details class="fold" open>d</details><details class="fold" id="source-e" open>e</details>',
    );
  });
  test("that fails says what the browser said", async () => {
    await expect(print('console.error("no display"); process.exit(3);')).rejects.toThrow(
      /no PDF:\nno display/,
    );
  });
});

test("dates are exchanged in place: the offsets in the file stay true", () => {
  const before = "x /CreationDate (D:20990102030405+02'00')\n/ModDate (D:20990102030405Z)\xff";
  const after = Buffer.from(steadyPdf(Buffer.from(before, "latin1"), undefined)).toString("latin1");
  expect(after).toBe("x /CreationDate (D:20000101000000+00'00')\n/ModDate (D:20000101000000Z)\xff");
});

test("numbers of elements are counted from one, in their order", () => {
  const after = (before: string) =>
    Buffer.from(steadyPdf(Buffer.from(before, "latin1"), undefined)).toString("latin1");
  const steady = "/ID (node00000002) /ID (node00000001) [(node00000001) (node00000002)]";
  expect(after("/ID (node00000412) /ID (node00000335) [(node00000335) (node00000412)]")).toBe(steady);
  expect(after("/ID (node00000413) /ID (node00000336) [(node00000336) (node00000413)]")).toBe(steady);
});

test("a bookmark that is written twice over is written once, in the same room", () => {
  const after = (before: string) =>
    Buffer.from(steadyPdf(Buffer.from(before, "latin1"), undefined)).toString("latin1");
  expect(after("/Title (How sure is this?How sure is this?)")).toBe(
    `/Title (How sure is this?${" ".repeat(17)})`,
  );
  const wide = "004400E900620075007400730021";
  expect(after(`/Title <FEFF${wide}${wide}>`)).toBe(`/Title <FEFF${wide}${"0020".repeat(7)}>`);
  for (const same of ["/Title (20202020)", "/Title (What can be said)", `/Title <FEFF${wide}>`])
    expect(after(same)).toBe(same);
});
