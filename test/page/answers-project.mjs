// A page with assumptions, built once by a driver, and what is looked at on it.
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { becomes, briefing, check, root, workFolder } from "../checks.mjs";
import { arrives, launchChromium, visit } from "../chromium.mjs";

/** Builds the page and starts a browser; `open` works with the page, `close` ends the browser. */
export async function answeringPage() {
  const work = workFolder("answers-page");
  const project = path.join(work, "visits");
  cpSync(path.join(root, "test/fixtures/answers"), project, { recursive: true });
  writeFileSync(path.join(project, "notebooks/04-two.ipynb"), JSON.stringify(twoFigures()));
  const built = briefing(["build", "--draft", "-o", path.join(work, "page")], {
    cwd: project,
    env: { ...process.env, BRIEFING_CACHE_DIR: path.join(work, "cache") },
  });
  check("build", built.status === 0 || built.status === 1, built.stderr);
  const address = pathToFileURL(path.join(work, "page/briefing.html")).href;
  const browser = await launchChromium();
  const open = (options, look, hash = "") =>
    visit(browser, address + hash, options, look, (url) => url.startsWith(address));
  return { address, open, close: () => browser.close() };
}

export const bar = (page) => page.locator(".settings-bar");
export const chapter = (page, place) => page.locator("section.chapter:not(.appendix)").nth(place);
export const textOf = async (locator) => (await locator.innerText()).replace(/\s+/g, " ");
export const base = (page) => page.getByLabel("Compared with").first();
export const settle = (page, words) =>
  becomes(async () => (await bar(page).isVisible()) && (await bar(page).innerText()).includes(words), 20_000);
export const ready = (page) => arrives(page.locator("form.control").first());

/** A chapter with two figures in one cell, of which one cannot be drawn for 2020. */
function twoFigures() {
  const figure = (id, mark) => `figure({
  id: "${id}",
  title: text\`${id} of \${fmt.year(base)}\`,
  spec: {
    mark: ${mark},
    data: { values: [{ n: base - 2000 }] },
    encoding: { x: { field: "n", type: "quantitative" } },
  },
  alt: "Bar",
  caption: /* definition */ "Bar.",
});`;
  const imports = 'import { assume, figure, fmt, text } from "briefing";\n';
  const sources = {
    imports: `${imports}import { bases, baseText } from "./assumptions.js";`,
    "assume-base": 'const base = assume.select("base", bases, baseText);',
    draw: [figure("first", '"bar"'), figure("second", 'base === 2020 ? "nonsense" : "bar"')].join("\n"),
  };
  const cells = Object.entries(sources).map(([id, source]) => ({
    cell_type: "code",
    id,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  const front = { cell_type: "raw", id: "front-matter", metadata: {}, source: "---\ntitle: Two\n---" };
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  const heading = {
    cell_type: "markdown",
    id: "since",
    metadata: {},
    source: "## Since `{ts} fmt.year(base)`",
  };
  return { cells: [front, ...cells, heading], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}
