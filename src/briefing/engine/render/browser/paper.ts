/**
 * Lays a page out for printing. A figure is not broken, so that one that does not fit leaves the foot of its sheet
 * empty: it is drawn a little smaller, or text of its chapter takes the empty place. Sheets are columns meanwhile, which
 * break at the same places as pages.
 */

/** Of A4 without the margins that html/paper.css gives it. */
const sheet = { width: "174mm", height: "259mm" } as const;
/** A gap of less is left as it is. */
const smallGap = 0.12;
/** The words of a drawing stay legible: six points. */
const sizes = [0.95, 0.9, 0.85] as const;
/** As far as a figure moves from its place, in paragraphs, lists and headings. */
const maxMoves = 4;

const columns = `body {
  width: ${sheet.width}; height: ${sheet.height}; margin: 0; columns: auto ${sheet.width}; column-gap: 0;
  column-fill: auto;
}`;

function layOut(): void {
  const style = document.createElement("style");
  style.textContent = columns;
  document.head.append(style);
  for (const figure of document.querySelectorAll<HTMLElement>(".chapter > figure.shown")) place(figure);
  style.remove();
}

/** Where an element begins and ends: sheets from 0, and the distance from their top as a share of their height. */
interface Extent {
  readonly first: number;
  readonly top: number;
  readonly last: number;
  readonly bottom: number;
}

function extentOf(element: Element): Extent {
  const { width, height, left, top } = document.body.getBoundingClientRect();
  const rects = [...element.getClientRects()];
  const sheetOf = (rect: DOMRect | undefined) => Math.floor(((rect?.left ?? left) - left + 1) / width);
  const begin = rects.at(0);
  const end = rects.at(-1);
  return {
    first: sheetOf(begin),
    top: ((begin?.top ?? top) - top) / height,
    last: sheetOf(end),
    bottom: ((end?.bottom ?? top) - top) / height,
  };
}

/** The empty share of the sheet before an element; 0 if it does not begin the next sheet. */
function gapBefore(element: Element): number {
  const before = element.previousElementSibling;
  if (before === null) return 0;
  const { last, bottom } = extentOf(before);
  return extentOf(element).first > last ? 1 - bottom : 0;
}

function place(figure: HTMLElement): void {
  const first = withHeadings(figure);
  const gap = gapBefore(first);
  if (gap < smallGap) return;
  if (drawSmaller(figure, first)) return;
  if (first !== figure) return;
  takeTextBefore(figure);
  if (gapBefore(figure) >= smallGap) moveUp(figure);
}

/** The first of the headings directly before a figure, with which it moves to the next sheet. */
function withHeadings(figure: Element): Element {
  let first = figure;
  while (first.previousElementSibling !== null && isHeading(first.previousElementSibling))
    first = first.previousElementSibling;
  return first;
}

const isHeading = (element: Element): boolean => /^H[2-6]$/.test(element.tagName);

/** A paragraph or a list that can change places with a figure. */
const isText = (element: Element | null): element is Element =>
  element !== null && /^(?:P|UL|OL)$/.test(element.tagName) && element.className === "";

/** Whether the figure, drawn smaller, fits in the gap. */
function drawSmaller(figure: HTMLElement, first: Element): boolean {
  for (const size of sizes) {
    figure.style.setProperty("--print-size", String(size));
    if (gapBefore(first) === 0) return true;
  }
  figure.style.removeProperty("--print-size");
  return false;
}

/** Text that follows the figure fills the gap, with a heading only if text below it fits as well. */
function takeTextBefore(figure: Element): void {
  for (let moves = 0; moves < maxMoves;) {
    const next = figure.nextElementSibling;
    const after = next !== null && isHeading(next) ? next.nextElementSibling : null;
    const moved = after === null ? [next] : [next, after];
    const last = moved.at(-1) ?? null;
    if (!isText(last)) return;
    const gap = gapBefore(figure);
    const { last: sheetBefore } = extentOf(figure.previousElementSibling ?? figure);
    figure.before(...moved.flatMap((each) => each ?? []));
    const fits = extentOf(last).last === sheetBefore && gapBefore(figure) < gap;
    if (!fits) {
      figure.after(...moved.flatMap((each) => each ?? []));
      return;
    }
    moves += moved.length;
    if (gapBefore(figure) < smallGap) return;
  }
}

/** The figure stands above the text before it, if it then fits on the sheet. */
function moveUp(figure: Element): void {
  const next = figure.nextSibling;
  for (let moves = 0; moves < maxMoves; moves += 1) {
    const before = figure.previousElementSibling;
    if (!isText(before)) break;
    before.before(figure);
    const following = figure.nextElementSibling;
    if (gapBefore(withHeadings(figure)) === 0 && following !== null && gapBefore(following) < smallGap)
      return;
  }
  figure.parentNode?.insertBefore(figure, next);
}

layOut();
