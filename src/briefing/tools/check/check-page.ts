/** Tests the built pages with axe, in the states in which readers see them. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { findChromium, withChromium } from "../../engine/render/chromium.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";

export type CheckedPages = Awaited<ReturnType<typeof checkPages>>;

interface Effects {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** For one page in all its states; three minutes by default. */
  readonly pageLimitMs?: number;
  /** Called with the page being tested. */
  readonly onProgress?: (text: string) => void;
}

export async function checkPages(
  pages: readonly string[],
  { environment, signal, pageLimitMs = 180_000, onProgress }: Effects,
) {
  const program = findChromium(environment, {
    use: "the page is checked in one",
    without: "Without --page everything else is checked.",
  });
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const limits = { signal, limitMs: pages.length * pageLimitMs };
  onProgress?.(`starting ${path.basename(program)}`);
  const findings = await withChromium(program, limits, async (browser) => {
    const found: AxeFinding[] = [];
    for (const [index, file] of pages.entries()) {
      const results = [];
      for (const state of pageStates) {
        onProgress?.(`${index + 1} of ${pages.length}: ${shownPath(file)}, ${state.name}`);
        results.push({ state: state.name, found: await testPage(browser, file, state, axe) });
      }
      found.push(...mergeStates(shownPath(file), results));
    }
    return found;
  });
  return { pages: pages.map(shownPath), states: pageStates.map(({ name }) => name), findings };
}

/** The pages in a folder written by a build: the briefing and, if present, the small site beside it. */
export async function builtPages(output: string): Promise<readonly string[]> {
  const site = path.join(output, "site");
  const names = await readdir(site).catch(() => []);
  const ofSite = names.filter((name) => name.endsWith(".html")).sort();
  const all = [path.join(output, "briefing.html"), ...ofSite.map((name) => path.join(site, name))];
  const found = all.filter((file) => existsSync(file));
  if (found.length > 0) return found;
  throw new UsageError(
    `${shownPath(path.join(output, "briefing.html"))} does not exist: no page has been built.`,
    { hint: "Build it first: briefing build" },
  );
}

async function testPage(
  browser: Browser,
  file: string,
  { options }: PageState,
  axe: string,
): Promise<readonly Violation[]> {
  const page = await browser.newPage(options);
  try {
    await page.goto(pathToFileURL(file).href);
    // Waits until the page's scripts have started.
    await page.evaluate("new Promise((resolve) => requestIdleCallback(() => resolve()))");
    await page.evaluate(`${axe}\n0`);
    return await page.evaluate<readonly Violation[]>(run);
  } finally {
    await page.close();
  }
}

const tags = "wcag2a wcag2aa wcag21a wcag21aa wcag22a wcag22aa best-practice".split(" ");

/** Runs in the page; only JSON values are returned. */
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

/** How readers see a page. */
interface PageState {
  readonly name: string;
  readonly options: BrowserContextOptions;
}

const desk = { width: 1280, height: 800 } as const;
const phone = { width: 390, height: 844 } as const;
/** In CSS pixels: at 200 % zoom, a window of 1280 has 640 of them. */
const zoomed = { width: 640, height: 400 } as const;

const pageStates: readonly PageState[] = [
  { name: "light", options: { viewport: desk, colorScheme: "light" } },
  { name: "dark", options: { viewport: desk, colorScheme: "dark" } },
  { name: "forced colours", options: { viewport: desk, colorScheme: "light", forcedColors: "active" } },
  { name: "200 % zoom", options: { viewport: zoomed, deviceScaleFactor: 2, colorScheme: "light" } },
  { name: "phone", options: { viewport: phone, deviceScaleFactor: 2, colorScheme: "light" } },
];

/** A rule that a page breaks, as returned by the script in the page. */
export interface Violation {
  readonly rule: string;
  /** Levels of axe: minor, moderate, serious, critical. */
  readonly impact: string;
  readonly tags: readonly string[];
  readonly help: string;
  readonly link: string;
  readonly nodes: readonly FaultyNode[];
}

interface FaultyNode {
  readonly selector: string;
  /** The beginning of its text. */
  readonly text: string;
  /** What is wrong with this element. */
  readonly fix: string;
}

/** Web Content Accessibility Guidelines, or other good practice. */
type WcagLevel = "A" | "AA" | "best practice";

export interface AxeFinding extends Omit<Violation, "tags" | "nodes">, FaultyNode {
  /** The page as shown in messages. */
  readonly page: string;
  readonly level: WcagLevel;
  /** Success criteria of the guidelines, such as 1.4.3. */
  readonly criteria: readonly string[];
  readonly states: readonly string[];
}

/** Unique findings that list the states they occur in: errors first, then by rule, in page order. */
export function mergeStates(
  page: string,
  looks: readonly { readonly state: string; readonly found: readonly Violation[] }[],
): readonly AxeFinding[] {
  const merged = new Map<string, AxeFinding>();
  for (const { state, found } of looks)
    for (const { rule, impact, tags, help, link, nodes } of found)
      for (const node of nodes) {
        const key = `${rule}\0${node.selector}`;
        const known = merged.get(key) ?? {
          page,
          rule,
          impact,
          level: levelOf(tags),
          criteria: criteriaOf(tags),
          ...node,
          help,
          link,
          states: [],
        };
        merged.set(key, { ...known, states: [...new Set([...known.states, state])] });
      }
  const all = [...merged.values()];
  const rules = [...new Set(all.map(({ rule }) => rule))];
  return rules
    .flatMap((rule) => all.filter((finding) => finding.rule === rule))
    .sort((one, other) => Number(!isError(one)) - Number(!isError(other)));
}

export const isError = ({ level }: Pick<AxeFinding, "level">): boolean => level !== "best practice";

/** `wcag2aa` and `wcag21aa` are AA; tags with neither A nor AA are good practice. */
function levelOf(tags: readonly string[]): WcagLevel {
  if (tags.some((tag) => /^wcag\d+a$/.test(tag))) return "A";
  return tags.some((tag) => /^wcag\d+aa$/.test(tag)) ? "AA" : "best practice";
}

/** `wcag143` is 1.4.3, `wcag1410` 1.4.10. */
function criteriaOf(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) => {
    const [, principle, guideline, criterion] = /^wcag(\d)(\d)(\d+)$/.exec(tag) ?? [];
    return criterion === undefined ? [] : [`${principle}.${guideline}.${criterion}`];
  });
}
