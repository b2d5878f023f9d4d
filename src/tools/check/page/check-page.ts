/** The built pages, looked at by axe as readers meet them. */
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findChromium } from "../../../engine/render/chromium.js";
import { BrowserError } from "../../../engine/render/errors.js";
import { shownPath } from "../../../lib/shown-path.js";
import { UsageError } from "../../../model/usage-error.js";
import { withChromium, type OpenPage } from "./devtools.js";
import { mergeStates, violations, type AxeFinding, type Violations } from "./findings.js";
import { pageStates, type PageState } from "./states.js";

export interface CheckedPages {
  /** As messages name them. */
  readonly pages: readonly string[];
  readonly states: readonly string[];
  readonly findings: readonly AxeFinding[];
}

interface Effects {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** For one page in all its states; three minutes unless something else is said. */
  readonly pageLimitMs?: number;
}

export async function checkPages(
  pages: readonly string[],
  { environment, signal, pageLimitMs = 180_000 }: Effects,
): Promise<CheckedPages> {
  const program = findChromium(environment, {
    use: "the page is checked in one",
    without: "Without --page everything else is checked.",
  });
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const findings = await withChromium(program, signal, async (open) => {
    const found: AxeFinding[] = [];
    let page: OpenPage | undefined;
    const lookAt = async (file: string) => {
      const looks = [];
      page ??= await open();
      for (const state of pageStates)
        looks.push({ state: state.name, found: await look(page, file, state, axe) });
      return mergeStates(shownPath(file), looks);
    };
    for (const file of pages) found.push(...(await inTime(lookAt(file), file, pageLimitMs)));
    return found;
  });
  return { pages: pages.map(shownPath), states: pageStates.map(({ name }) => name), findings };
}

async function inTime<T>(work: Promise<T>, file: string, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `${shownPath(file)} was not checked within ${limitMs / 1000} s.`;
      const hint =
        "Try again when the machine has less to do, or set CHROMIUM to the path of another browser.";
      reject(new BrowserError(message, { hint }));
    }, limitMs);
    // Nothing waits for it once the browser has ended.
    timer.unref();
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** Of a folder that a build has written: the briefing, and the small site beside it where there is one. */
export async function builtPages(output: string): Promise<readonly string[]> {
  const site = path.join(output, "site");
  const names = await readdir(site).catch(() => []);
  const all = [
    path.join(output, "briefing.html"),
    ...names
      .filter((name) => name.endsWith(".html"))
      .sort()
      .map((name) => path.join(site, name)),
  ];
  const built = await Promise.all(
    all.map((file) =>
      readFile(file).then(
        () => [file],
        () => [],
      ),
    ),
  );
  const found = built.flat();
  if (found.length > 0) return found;
  throw new UsageError(
    `${shownPath(path.join(output, "briefing.html"))} is not there: no page has been built.`,
    {
      hint: "Build it first: briefing build",
    },
  );
}

async function look(page: OpenPage, file: string, state: PageState, axe: string): Promise<Violations> {
  const { width, height, scale, features } = state;
  await page.send("Emulation.setDeviceMetricsOverride", {
    ...{ width, height, deviceScaleFactor: scale, mobile: false },
  });
  await page.send("Emulation.setEmulatedMedia", { media: "screen", features });
  await page.send("Page.navigate", { url: pathToFileURL(file).href });
  await page.evaluate(complete);
  await page.evaluate(`${axe}\n0`);
  return violations.parse(await page.evaluate(run));
}

/** Until the page is there, and its programs have begun. */
const complete = `new Promise((done) => {
  const wait = () => document.readyState === "complete" ? requestIdleCallback(() => done()) : setTimeout(wait, 20);
  wait();
})`;

const tags = "wcag2a wcag2aa wcag21a wcag21aa wcag22a wcag22aa best-practice".split(" ");

/** Runs in the page; what is not JSON there is left behind. */
const run = `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, impact, tags, help, helpUrl, nodes }) => ({
    rule: id, impact: impact ?? "minor", tags, help, link: helpUrl.replace(/\\?.*$/, ""),
    nodes: nodes.map(({ target, element, any, all, none }) => {
      const selector = target.flat().join(" ");
      const found = document.querySelector(target.flat()[0]);
      const text = found?.getAttribute("aria-label") ?? found?.getAttribute("alt") ?? found?.innerText ?? found?.textContent ?? "";
      return {
        selector,
        text: text.replace(/\\s+/g, " ").trim().slice(0, 60),
        fix: [...all, ...none, ...any][0]?.message ?? "",
      };
    }),
  })),
)`;
