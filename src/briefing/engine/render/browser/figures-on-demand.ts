/** Builds parts of a figure on demand: its narrow drawing, tooltips and table. */
import { figureTable } from "./figure-table.js";
import { carriedOf, requests, type Request } from "./carried.js";
import { element } from "./element.js";
import { loadProgram } from "./load.js";

/** If anything fails, the static drawing stays. */
const ignoreErrors = (work: Promise<unknown>): void => void work.catch(() => undefined);

/** Narrow screens have separate drawings; each is inserted when its place comes near. */
export function fillNarrowDrawings(): void {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        ignoreErrors(fillNarrow(target));
      }
    },
    { rootMargin: "600px" },
  );
  const watch = (): void => {
    for (const place of document.querySelectorAll(".drawing.narrow:empty")) watcher.observe(place);
  };
  watch();
  document.addEventListener("briefing:updated", watch);
}

async function fillNarrow(place: Element): Promise<void> {
  const carried = await carriedOf(place);
  if (carried !== undefined && place.childElementCount === 0) place.innerHTML = carried.narrow;
}

/** A drawing becomes interactive when a pointer, a finger or the focus reaches it. */
export function wakeDrawings(): void {
  let woken = new WeakSet<Element>();
  const prepare = (): void => {
    // In a preview, changed figures are redrawn.
    woken = new WeakSet();
    for (const drawing of document.querySelectorAll<HTMLElement>(".drawing:not([data-alive], [tabindex])")) {
      drawing.tabIndex = 0;
      drawing.setAttribute("role", "group");
      drawing.setAttribute("aria-label", "Values of the figure");
    }
  };
  const wake = (drawing: Element | null, at?: Request["at"]): void => {
    if (drawing === null || woken.has(drawing)) return;
    woken.add(drawing);
    ignoreErrors(ask(drawing, requests.alive, at));
  };
  const sleeping = ({ target }: Event) =>
    target instanceof Element ? target.closest(".drawing:not([data-alive])") : null;
  const onPointer = (event: PointerEvent): void => {
    wake(sleeping(event), { x: event.clientX, y: event.clientY });
  };
  prepare();
  document.addEventListener("briefing:updated", prepare);
  document.addEventListener("pointerover", onPointer);
  document.addEventListener("pointerdown", onPointer);
  document.addEventListener("focusin", (event) => {
    wake(sleeping(event));
  });
}

async function ask(part: Element, request: string, at?: Request["at"]): Promise<void> {
  const carried = await carriedOf(part);
  if (carried !== undefined) await askFigures(part, request, { carried, ...(at && { at }) });
}

/** Asks the figures' program for something, and loads it first. */
export async function askFigures(part: Element, request: string, detail: Request): Promise<void> {
  await (loading ??= loadPrograms());
  part.dispatchEvent(new CustomEvent(request, { bubbles: true, detail }));
}

let loading: Promise<void> | undefined;

/**
 * The programs that draw figures are most of a page's weight, so they are loaded when a figure first needs them: in
 * order, because the last one needs those before it. Rejects if the browser cannot run them.
 */
async function loadPrograms(): Promise<void> {
  for (const program of document.querySelectorAll<HTMLElement>("script.program")) await loadProgram(program);
}

/** Folds of a figure are empty until they are opened. */
export function fillFolds(): void {
  const fill = (fold: EventTarget | null): void => {
    if (!(fold instanceof HTMLDetailsElement) || !fold.open || fold.childElementCount > 1) return;
    if (fold.matches("figure.shown > .data")) ignoreErrors(fillTable(fold));
  };
  document.addEventListener(
    "toggle",
    ({ target }) => {
      fill(target);
    },
    { capture: true },
  );
  document.addEventListener("briefing:updated", () => {
    document.querySelectorAll("figure.shown > details[open]").forEach(fill);
  });
}

async function fillTable(fold: HTMLElement): Promise<void> {
  const carried = await carriedOf(fold);
  if (carried === undefined || fold.childElementCount > 1) return;
  const attributes = { class: "scroll", role: "region", tabindex: "0", "aria-label": "Data of the figure" };
  fold.append(element("div", attributes, figureTable(carried, fold.closest("figure"))));
}
