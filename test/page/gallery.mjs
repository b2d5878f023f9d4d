// Points at, taps and focuses every chart of the gallery: a figure that becomes interactive is drawn as before.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { check, root } from "../checks.mjs";
import { arrives } from "../chromium.mjs";

/** Pixels by which a browser may place something else, because it measures words itself. */
const tolerance = 1.5;

const ways = {
  hover: { viewport: { width: 1400, height: 1500 }, by: (_page, drawing) => drawing.hover() },
  focus: { viewport: { width: 1400, height: 1500 }, by: (_page, drawing) => drawing.focus() },
  "hover on a phone": { viewport: { width: 390, height: 844 }, by: (_page, drawing) => drawing.hover() },
  tap: {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    by: async (page, drawing) => {
      const box = await drawing.boundingBox();
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    },
  },
};

/** @param {{ open: Function, work: string }} given */
export async function lookAtGallery({ open, work }) {
  console.log("--- the gallery, before and after a pointer, a finger or the focus");
  const file = buildGallery(work);
  for (const [name, { by, ...options }] of Object.entries(ways))
    await open(file, options, async (page) => {
      const ids = await page
        .locator("figure:has(> script.carried)")
        .evaluateAll((all) => all.map(({ id }) => id));
      check(`${name}: the gallery has axes of years, months, words and logarithms`, ids.length >= 15);
      for (const id of ids) await compare(page, { name, id, by });
    });
}

/** The page of docs/, whose second chapter is the gallery. */
function buildGallery(work) {
  const folder = path.join(work, "gallery");
  const command = path.join(root, "src/briefing/dist/cli/main.js");
  execFileSync(process.execPath, [command, "build", "--project", "docs", "-o", folder], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return path.join(folder, "briefing.html");
}

async function compare(page, { name, id, by }) {
  const figure = page.locator(`[id="${id}"]`);
  const drawing = figure.locator(".drawing:visible");
  await drawing.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  await arrives(drawing.locator("svg").first());
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const before = await drawing.evaluate(drawnIn);
  await by(page, drawing);
  await arrives(figure.locator("[data-alive] svg").first());
  const after = await drawing.evaluate(drawnIn);
  await page.mouse.move(0, 0);
  if (id.endsWith("-months")) check(`${name}: ${id} has marks side by side`, areSpread(before));
  const changed = changeBetween(before, after);
  check(`${name}: ${id} is drawn as before`, changed === undefined, changed);
}

/** In the page: everything a drawing consists of, with its place and the numbers of its shape. */
function drawnIn(drawing) {
  const svg = drawing.querySelector("svg");
  const frame = svg.getBoundingClientRect();
  const kinds = {
    mark: ".role-mark :is(path, line, text)",
    tick: ".role-axis-tick line",
    label: ":is(.role-axis-label, .role-legend-label) text:not([opacity='0'])",
    title: ":is(.role-axis-title, .role-title-text) text",
  };
  return Object.entries(kinds).flatMap(([kind, selector]) =>
    [...svg.querySelectorAll(selector)].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const shape = (element.getAttribute("d") ?? "").match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? [];
      const isText = element.tagName === "text";
      // The ends of words are measured by the browser in both drawings.
      const place = isText ? [x - frame.x, y - frame.y] : [x - frame.x, y - frame.y, width, height];
      return {
        kind,
        words: isText ? element.textContent.replaceAll(/\s/g, " ") : "",
        numbers: [...place, ...shape.map(Number)],
      };
    }),
  );
}

/** Whether marks are wide or at several places, and not all in one, as they are if an axis fails. */
function areSpread(parts) {
  const marks = parts.filter(({ kind, words }) => kind === "mark" && words === "");
  const places = new Set(marks.map(({ numbers: [x] }) => Math.round(x)));
  return places.size > 4 || marks.some(({ numbers: [, , width] }) => width > 40);
}

/** The first difference, if there is one. */
function changeBetween(before, after) {
  if (before.length !== after.length) return `${before.length} parts, then ${after.length}`;
  for (const [index, part] of before.entries()) {
    const other = after[index];
    const isEqual =
      part.kind === other.kind &&
      part.words === other.words &&
      part.numbers.length === other.numbers.length &&
      part.numbers.every((number, at) => Math.abs(number - other.numbers[at]) <= tolerance);
    if (!isEqual) return `${JSON.stringify(part).slice(0, 200)}, then ${JSON.stringify(other).slice(0, 200)}`;
  }
  return undefined;
}
