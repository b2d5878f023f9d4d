/** Draws figures under a reader's settings: only the width that is visible, and only near the window. */
import { patched } from "../../../lib/json-patch.js";
import { own } from "../../../lib/own.js";
import type { CarriedUnit, CarriedVariant, CarriedVariantFigure } from "../answers/carried-units.js";
import type { CarriedFigure } from "../figure/carried-figure.js";
import { carriedOf, overrideCarried, requests } from "./carried.js";
import { drawingName } from "./drawing-name.js";
import { element } from "./element.js";
import { askFigures } from "./figures-on-demand.js";
import { labels } from "./setting-labels.js";

interface Wanted {
  /** Undefined for the published drawing. */
  readonly name: string | undefined;
  readonly carried: CarriedFigure;
}

interface Original {
  readonly nodes: readonly Node[];
  readonly style: string | null;
  readonly wasAlive: boolean;
}

/** By drawing. */
const wanted = new Map<Element, Wanted>();
const drawn = new WeakMap<Element, Wanted>();
const originals = new WeakMap<Element, Original>();
/** The accessible name as published, and the ids of the elements that hold it. */
const names = new WeakMap<Element, { readonly published: string; readonly by: string | null }>();

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting && target instanceof HTMLElement) void drawOrSay(target);
  },
  { rootMargin: "600px" },
);

/** For paper: a picture that has not been drawn with the settings yet says so. Not every browser waits for a drawing. */
export function sayWhatIsNotDrawn(): void {
  addEventListener("beforeprint", () => {
    for (const [drawing, order] of wanted)
      if (isPrinted(drawing) && order.name !== undefined && drawn.get(drawing) !== order)
        drawing.before(element("p", { class: "unavailable-note for-paper" }, labels.drawnAsPublished));
  });
  addEventListener("afterprint", () => {
    for (const note of document.querySelectorAll(".for-paper")) note.remove();
  });
}

/** Paper has the drawing for wide screens. */
const isPrinted = (drawing: Element): boolean =>
  drawing.matches(".wide") && drawing.closest(".undrawn") === null;

const isShown = (drawing: Element): boolean => getComputedStyle(drawing).display !== "none";

function drawOrSay(drawing: HTMLElement): Promise<void> {
  return draw(drawing).catch(() => {
    markUndrawn(drawing, labels.browserFailed);
  });
}

/** Milliseconds after the last change of a setting in which figures far from the window are not drawn. */
const quietMs = 700;
let quiet: number | undefined;

/** Draws the figures far from the window as well, one after the other, for those who print the page or save it. */
function drawTheRestLater(): void {
  clearTimeout(quiet);
  quiet = setTimeout(() => void drawTheRest(quiet), quietMs);
}

async function drawTheRest(turn: number | undefined): Promise<void> {
  for (const drawing of wanted.keys()) {
    // A newer change begins anew.
    if (turn !== quiet) return;
    if (drawing instanceof HTMLElement && (isShown(drawing) || isPrinted(drawing))) await drawOrSay(drawing);
    await new Promise((rest) => setTimeout(rest));
  }
}

/** A preview replaces the page. */
export function forgetFigures(): void {
  watcher.disconnect();
  clearTimeout(quiet);
  wanted.clear();
}

/** Resolves when the figures have their rows; each is drawn when it is near the window. */
export async function showFigures(unit: CarriedUnit, variant: CarriedVariant, place: number): Promise<void> {
  const ids = new Set(unit.variants.flatMap(({ figures = {} }) => Object.keys(figures)));
  const shown = [...ids].map(async (id) => {
    const figure = document.getElementById(id);
    if (figure === null) return;
    const answer = place === 0 ? undefined : own(variant.figures ?? {}, id);
    await showFigure(figure, answer).catch(() => {
      markUndrawn(figure, labels.browserFailed);
    });
  });
  await Promise.all(shown);
}

/** Hides a drawing, a table and files of other settings than the texts of the figure, and says why. */
function markUndrawn(part: Element, reason: string | undefined): void {
  const figure = part.closest("figure.shown");
  figure?.querySelector(":scope > .unavailable-note")?.remove();
  figure?.classList.toggle("undrawn", reason !== undefined);
  if (reason === undefined) return;
  const note = element("p", { class: "unavailable-note" }, `${labels.undrawn}: ${reason}`);
  figure?.querySelector(":scope > .drawing")?.before(note);
}

async function showFigure(figure: Element, answer: CarriedVariantFigure | undefined): Promise<void> {
  overrideCarried(figure, undefined);
  markUndrawn(figure, answer?.failed);
  const published = await carriedOf(figure);
  if (published === undefined) return;
  const carried =
    answer?.patch === undefined
      ? published
      : {
          ...published,
          described: published.table,
          ...(patched({ vega: published.vega, table: published.table }, answer.patch) as object),
        };
  const isPublished = answer?.patch === undefined;
  if (!isPublished) overrideCarried(figure, carried);
  figure.classList.toggle("under-settings", !isPublished);
  // Its table is filled again when it is opened.
  for (const fold of figure.querySelectorAll(":scope > details.data")) {
    for (const table of [...fold.children].slice(1)) table.remove();
  }
  const order: Wanted = { name: isPublished ? undefined : answer.name, carried };
  for (const drawing of figure.querySelectorAll<HTMLElement>(":scope > .drawing")) {
    wanted.set(drawing, order);
    // Those who hear the page do not wait for the drawing.
    nameDrawing(drawing, order.name);
    watcher.unobserve(drawing);
    watcher.observe(drawing);
  }
  drawTheRestLater();
}

/** Names the picture that stands there until it is drawn again; without a name it is called as published. */
function nameDrawing(drawing: HTMLElement, name: string | undefined): void {
  const picture = drawing.querySelector("svg");
  if (picture === null) return;
  const original = names.get(drawing) ?? {
    published: drawingName(picture),
    by: picture.getAttribute("aria-labelledby"),
  };
  names.set(drawing, original);
  const { published, by } = original;
  const isStill = drawing.dataset["alive"] === undefined && by !== null;
  // An empty reference counts as none, and keeps the order of the attributes.
  if (isStill) picture.setAttribute("aria-labelledby", name === undefined ? by : "");
  if (isStill && name === undefined) picture.removeAttribute("aria-label");
  else picture.setAttribute("aria-label", name ?? published);
}

async function draw(drawing: HTMLElement): Promise<void> {
  const order = wanted.get(drawing);
  if (order === undefined || drawn.get(drawing) === order) return;
  const before = originals.get(drawing);
  if (order.name === undefined && before === undefined) return;
  drawn.set(drawing, order);
  if (order.name === undefined && before !== undefined && !before.wasAlive) {
    drawing.replaceChildren(...before.nodes);
    if (before.style === null) drawing.removeAttribute("style");
    else drawing.setAttribute("style", before.style);
    delete drawing.dataset["alive"];
    nameDrawing(drawing, undefined);
    return;
  }
  if (before === undefined) {
    // A narrow screen fills its place when it comes near.
    if (drawing.childElementCount === 0) drawing.innerHTML = order.carried.narrow;
    originals.set(drawing, {
      nodes: [...drawing.childNodes],
      style: drawing.getAttribute("style"),
      wasAlive: drawing.dataset["alive"] !== undefined,
    });
  }
  const name = order.name ?? names.get(drawing)?.published;
  await askFigures(drawing, requests.redraw, {
    carried: order.carried,
    onFail: () => {
      markUndrawn(drawing, labels.browserFailed);
    },
    ...(name !== undefined && { name }),
  });
}
