/** Pictures of the figures and chapters of a page, as it looks on a wide screen before any script runs. */
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { safeName } from "../../render/names.js";

/** Rows of red, green, blue and opacity. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

export interface Photographs {
  /** By id; figures that the page does not show are missing. */
  readonly figures: ReadonlyMap<string, Raster>;
  /** The head, the first page and the chapters with appendices, in the order of the page. */
  readonly parts: ReadonlyMap<string, { readonly title: string; readonly picture: Raster }>;
}

interface Wanted {
  readonly html: string;
  /** Ids of figures. */
  readonly figures: readonly string[];
  readonly onPicture: () => void;
}

/** Nothing is loaded from it: everything a page shows is inside its HTML. */
const address = "http://briefing.invalid/";
const viewport = { width: 1280, height: 900 } as const;

/** Laid out everywhere, not only near the window. */
const still = `<style>*, *::before, *::after { content-visibility: visible !important; }</style>`;

/** The page may come from any edition, so it runs no script and loads nothing. */
export async function photographPage(
  browser: Browser,
  { html, figures: ids, onPicture }: Wanted,
): Promise<Photographs> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1,
    colorScheme: "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
    javaScriptEnabled: false,
    // For the style above.
    bypassCSP: true,
  });
  try {
    const page = await context.newPage();
    await page.route("**", (route) =>
      route.request().url() === address
        ? route.fulfill({ contentType: "text/html; charset=utf-8", body: html + still })
        : route.abort(),
    );
    await page.goto(address);
    const parts = new Map<string, { readonly title: string; readonly picture: Raster }>();
    const listed = await page.evaluate<readonly Part[]>(listParts);
    for (const [index, { id, title }] of listed.entries()) {
      const picture = await photographElement(page, `[data-part="${index}"]`);
      if (picture !== undefined && !parts.has(id)) parts.set(id, { title, picture });
      onPicture();
    }
    const figures = new Map<string, Raster>();
    for (const id of ids) {
      const picture = await photographElement(page, `[id=${JSON.stringify(`fig-${safeName(id)}`)}]`);
      if (picture !== undefined) figures.set(id, picture);
      onPicture();
    }
    return { figures, parts };
  } finally {
    await context.close();
  }
}

interface Part {
  readonly id: string;
  readonly title: string;
}

/** Runs in the page: marks its parts by number. Elements at a fixed place would cover some of them. */
const listParts = `(() => {
  for (const element of document.querySelectorAll("body *"))
    if (getComputedStyle(element).position === "fixed") element.style.visibility = "hidden";
  const parts = [...document.querySelectorAll("header.head, section.first-page, main > section")];
  return parts.map((part, index) => {
    part.setAttribute("data-part", String(index));
    if (part.matches("header")) return { id: "head", title: "Title" };
    if (part.matches(".first-page")) return { id: "first-page", title: "The first page" };
    const id = part.getAttribute("aria-labelledby") ?? "part-" + index;
    const heading = document.getElementById(id);
    return { id, title: (heading?.innerText ?? id).replace(/\\s+/g, " ").trim() };
  });
})()`;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Runs in the page: the place of an element, which is moved to a whole pixel. Otherwise whatever stands above it in
 * the page would decide how the edges of its letters are smoothed.
 */
const boxOf = (selector: string): string => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)});
  if (element === null) return null;
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  const root = document.documentElement;
  root.style.paddingTop = "0px";
  const top = element.getBoundingClientRect().top + scrollY;
  root.style.paddingTop = (Math.ceil(top) - top) + "px";
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: Math.floor(x), y: Math.round(y + scrollY), width: Math.ceil(x + width) - Math.floor(x), height: Math.ceil(height) };
})()`;

/** Chromium repeats the top of pictures that are higher than about 16,000 pixels. */
const highest = 4000;

async function photographElement(page: Page, selector: string): Promise<Raster | undefined> {
  const box = await page.evaluate<Box | null>(boxOf(selector));
  if (box === null || box.width === 0 || box.height === 0) return undefined;
  const { x, y, width, height } = box;
  const slices: Buffer[] = [];
  for (let from = 0; from < height; from += highest) {
    const clip = { x, y: y + from, width, height: Math.min(highest, height - from) };
    const bytes = await page.screenshot({ fullPage: true, clip, animations: "disabled", caret: "hide" });
    slices.push(PNG.sync.read(bytes).data);
  }
  return { width, height, data: Buffer.concat(slices) };
}
