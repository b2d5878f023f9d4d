/** Draws figures under a reader's settings: only the width that is visible, and only near the window. */
import { patched } from "../../../lib/json-patch.js";
import { own } from "../../../lib/own.js";
import type { CarriedUnit, CarriedVariant, CarriedVariantFigure } from "../answers/carried-units.js";
import type { CarriedFigure } from "../figure/carried-figure.js";
import { carriedOf, overrideCarried, requests } from "./carried.js";
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

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting && target instanceof HTMLElement)
        void draw(target).catch(() => {
          markUndrawn(target, labels.browserFailed);
        });
  },
  { rootMargin: "600px" },
);

/** A preview replaces the page. */
export function forgetFigures(): void {
  watcher.disconnect();
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
    watcher.unobserve(drawing);
    watcher.observe(drawing);
  }
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
  await askFigures(drawing, requests.redraw, {
    carried: order.carried,
    onFail: () => {
      markUndrawn(drawing, labels.browserFailed);
    },
    ...(order.name !== undefined && { name: order.name }),
  });
}
