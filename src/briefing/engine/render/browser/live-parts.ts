/** Exchanges the parts of the page that follow a reader's settings, and marks what differs from the published ones. */
import type { CarriedUnit } from "../answers/carried-units.js";
import { variantOf } from "./carried-answers.js";
import { element } from "./element.js";
import { labels } from "./setting-labels.js";

/** Elements of a part as published, to be put back. */
const published = new Map<number, readonly Element[]>();
const shown = new Map<number, number>();

/** A preview replaces the page. */
export function forgetParts(): void {
  published.clear();
  shown.clear();
}

const placeOf = (id: number): number => shown.get(id) ?? 0;

/** `words` names the reader's settings. Returns whether anything changed. */
export function showVariant(unit: CarriedUnit, place: number, words: string): boolean {
  if (placeOf(unit.id) === place) {
    if (place !== 0) nameFigures(unit.id, words);
    return false;
  }
  const current = elementsOf(unit.id);
  const before = published.get(unit.id) ?? current;
  if (current.length === 0) return false;
  published.set(unit.id, before);
  shown.set(unit.id, place);
  const focus = focusIn(current);
  const { html, failed } = variantOf(unit, place);
  const next =
    place === 0 ? before : failed === undefined ? rendered(html ?? "", before) : unavailable(before, failed);
  if (place !== 0 && failed === undefined) markChanges(next, publishedOf(unit));
  replace(current, next);
  if (place !== 0) nameFigures(unit.id, words);
  else for (const each of next) each.removeAttribute("data-yours");
  focus?.();
  return true;
}

const elementsOf = (id: number): readonly Element[] => [...document.querySelectorAll(`[data-live="${id}"]`)];

function rendered(html: string, before: readonly Element[]): readonly Element[] {
  const template = document.createElement("template");
  template.innerHTML = html;
  const next = [...template.content.children];
  // The drawings, folds and data of a figure stay in the page; they are drawn again where they differ.
  return next.map((fresh) => {
    const old = before.find((each) => each.id !== "" && each.id === fresh.id);
    if (old === undefined || !old.matches("figure.shown") || old.querySelector(":scope > .drawing") === null)
      return fresh;
    return withTexts(old, fresh);
  });
}

const texts = [".finding", ".measure", ".source", "figcaption"];
const originals = new WeakMap<Element, ReadonlyMap<string, Element | null>>();

/** A figure keeps its element, in which its texts are exchanged. */
function withTexts(figure: Element, fresh: Element): Element {
  const own = originals.get(figure) ?? textsOf(figure);
  originals.set(figure, own);
  for (const selector of texts) exchange(figure, selector, fresh.querySelector(`:scope > ${selector}`));
  return figure;
}

const textsOf = (figure: Element): ReadonlyMap<string, Element | null> =>
  new Map(texts.map((selector) => [selector, figure.querySelector(`:scope > ${selector}`)]));

function exchange(figure: Element, selector: string, fresh: Element | null): void {
  const old = figure.querySelector(`:scope > ${selector}`);
  if (old !== null && fresh !== null) old.replaceWith(fresh);
  else if (old !== null) old.remove();
  else if (fresh !== null) figure.prepend(fresh);
}

/** The published part, marked as having no answer. */
function unavailable(before: readonly Element[], reason: string): readonly Element[] {
  const copies = before.map((each) => {
    const copy = each.cloneNode(true) as Element;
    copy.classList.add("unavailable");
    copy.setAttribute("aria-disabled", "true");
    return copy;
  });
  const note = element("p", { class: "unavailable-note" }, `${labels.unavailable}: ${reason}`);
  const [first] = before;
  note.dataset["live"] = first?.getAttribute("data-live") ?? "";
  return [note, ...copies];
}

function replace(current: readonly Element[], next: readonly Element[]): void {
  for (const figure of next) {
    const own = originals.get(figure);
    // Put back as published.
    if (own !== undefined && [...published.values()].some((each) => each === next))
      for (const [selector, text] of own) exchange(figure, selector, text);
  }
  const [first] = current;
  if (first === undefined) return;
  const anchor = document.createComment("");
  first.before(anchor);
  for (const each of current) if (!next.includes(each)) each.remove();
  const nodes = next.length > 0 ? next : [emptyPart(first)];
  for (const each of nodes) anchor.before(each);
  anchor.remove();
}

/** Holds the place of a part that is left out. */
function emptyPart(of: Element): Element {
  const place = document.createElement("template");
  place.dataset["live"] = of.getAttribute("data-live") ?? "";
  return place;
}

/** A number whose printed text differs, in a way that does not depend on colour. */
function markChanges(next: readonly Element[], before: ParentNode): void {
  const was = new Map<string, string>();
  for (const each of before.querySelectorAll(numbers)) {
    const key = keyOf(each);
    if (!was.has(key)) was.set(key, printedIn(each));
  }
  const texts = new Set(was.values());
  for (const each of withinAll(next, numbers)) {
    const text = was.get(keyOf(each));
    // An alternative has numbers of its own; one that is printed in the published words too is not a change.
    if (text !== undefined || !texts.has(printedIn(each))) markChange(each, text);
  }
  const tables = [...before.querySelectorAll("figure.shown > .scroll > table")];
  for (const [index, table] of withinAll(next, "figure.shown > .scroll > table").entries()) {
    const cells = [...table.querySelectorAll("tbody > tr > *")];
    const published = [...(tables[index]?.querySelectorAll("tbody > tr > *") ?? [])];
    // Of a table with other rows, nobody can say which cells differ.
    if (cells.length !== published.length) continue;
    for (const [place, cell] of cells.entries()) markChange(cell, published[place]?.textContent);
  }
}

const numbers = "button.value[data-value], [data-word]";
const keyOf = (each: Element) => each.getAttribute("data-value") ?? each.getAttribute("data-word") ?? "";

const withinAll = (parts: readonly Element[], selector: string): readonly Element[] =>
  parts.flatMap((part) => [...(part.matches(selector) ? [part] : []), ...part.querySelectorAll(selector)]);

function markChange(each: Element, text: string | undefined): void {
  if (text === printedIn(each)) return;
  each.classList.add("changed");
  if (text === undefined) return;
  each.setAttribute("data-published", text);
  each.append(element("span", { class: "unseen" }, ` (${labels.published}: ${text})`));
}

function publishedOf(unit: CarriedUnit): ParentNode {
  const template = document.createElement("template");
  template.innerHTML = variantOf(unit, 0).html ?? "";
  return template.content;
}

const printedIn = (value: Element): string => (value.querySelector(":scope > data") ?? value).textContent;

function nameFigures(id: number, words: string): void {
  for (const each of elementsOf(id))
    if (each.matches("figure.shown")) each.setAttribute("data-yours", `${labels.yours} ${words}`);
}

/** Restores the focus on the same number, if it was in the part. */
function focusIn(current: readonly Element[]): (() => void) | undefined {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !current.some((each) => each.contains(activeElement)))
    return undefined;
  const name = activeElement.dataset["value"];
  return () => {
    if (activeElement.isConnected) activeElement.focus({ preventScroll: true });
    else
      document
        .querySelector<HTMLElement>(`[data-value="${CSS.escape(name ?? "")}"]`)
        ?.focus({ preventScroll: true });
  };
}
