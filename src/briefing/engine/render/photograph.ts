/** Pictures of the figures and chapters of a page, as it looks on a wide screen before any script runs. */
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { pageAddress } from "./chromium.js";
import { safeName } from "./names.js";

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

const viewport = { width: 1280, height: 900 } as const;

/** Laid out everywhere, not only near the window, except what is set aside. */
const still = `<style>*, *::before, *::after { content-visibility: visible !important; }
[data-aside] { display: none !important; }</style>`;

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
      route.request().url() === pageAddress
        ? route.fulfill({ contentType: "text/html; charset=utf-8", body: html + still })
        : route.abort(),
    );
    await page.goto(pageAddress);
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
 * Runs in the page: the place of an element, with everything above and below it set aside. Otherwise its distance from
 * the top would decide how the edges of its letters are smoothed, and a picture of a long page takes seconds.
 */
const boxOf = (selector: string): string => `(() => {
  for (const aside of document.querySelectorAll("[data-aside]")) aside.removeAttribute("data-aside");
  const element = document.querySelector(${JSON.stringify(selector)});
  if (element === null) return null;
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  const { top, bottom } = element.getBoundingClientRect();
  const asides = [];
  for (let each = element; each !== null && each !== document.body; each = each.parentElement)
    for (const sibling of each.parentElement?.children ?? []) {
      const box = sibling.getBoundingClientRect();
      if (sibling !== each && box.height > 0 && (box.bottom <= top + 1 || box.top >= bottom - 1)) asides.push(sibling);
    }
  for (const aside of asides) aside.setAttribute("data-aside", "");
  const root = document.documentElement;
  root.style.paddingTop = "0px";
  const from = element.getBoundingClientRect().top;
  root.style.paddingTop = (Math.ceil(from) - from) + "px";
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: Math.floor(x), y: Math.round(y), width: Math.ceil(x + width) - Math.floor(x), height: Math.ceil(height) };
})()`;

/** Chromium repeats the top of pictures that are higher than about 16,000 pixels. */
const highest = 4000;

async function photographElement(page: Page, selector: string): Promise<Raster | undefined> {
  const box = await page.evaluate<Box | null>(boxOf(selector));
  if (box === null || box.width === 0 || box.height === 0) return undefined;
  const { x, y, width, height } = box;
  const slices: PNG[] = [];
  for (let from = 0; from < height; from += highest) {
    const clip = { x, y: y + from, width, height: Math.min(highest, height - from) };
    const bytes = await page.screenshot({ fullPage: true, clip, animations: "disabled", caret: "hide" });
    slices.push(PNG.sync.read(bytes));
  }
  return {
    // A clip that leads beyond the page is cut there.
    width: slices[0]?.width ?? 0,
    height: slices.reduce((sum, slice) => sum + slice.height, 0),
    data: Buffer.concat(slices.map(({ data }) => data)),
  };
}
