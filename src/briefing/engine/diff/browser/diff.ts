/** Runs in the reader's browser. Without it, everything on the page is readable; only filters and steps are missing. */
import { openFoldedTarget } from "../../render/browser/contents.js";

for (const part of document.querySelectorAll<HTMLElement>("[data-script]")) part.hidden = false;
const filters = document.querySelector<HTMLDetailsElement>(".filters");
if (filters !== null) {
  filters.open = matchMedia("(min-width: 70rem)").matches;
  filterChanges(filters);
}
stepThroughChanges();
openFoldedTarget();

function filterChanges(filters: HTMLDetailsElement): void {
  const select = filters.querySelector("select");
  const boxes = [...filters.querySelectorAll<HTMLInputElement>("input[name=kind]")];
  const all = [...document.querySelectorAll<HTMLElement>(".change")];
  const refresh = (): void => {
    const kinds = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
    const cause = select?.value ?? "";
    for (const change of all) {
      const { kind = "", causes = "" } = change.dataset;
      change.hidden = !kinds.has(kind) || (cause !== "" && !causes.split(" ").includes(cause));
    }
    for (const band of document.querySelectorAll<HTMLElement>("section.band"))
      band.hidden = band.querySelector(".change:not([hidden])") === null;
    const shown = all.filter(({ hidden }) => !hidden).length;
    const counter = filters.querySelector(".shown");
    const of = shown === all.length ? "" : `${String(shown)} of `;
    if (counter !== null)
      counter.textContent = `${of}${String(all.length)} ${all.length === 1 ? "change" : "changes"}`;
  };
  filters.addEventListener("change", refresh);
  refresh();
}

/** A change whose top is above this line of the window, in pixels, counts as reached. */
const readingLine = 24;

function stepThroughChanges(): void {
  let last: HTMLElement | undefined;
  const step = (by: number): void => {
    const all = [...document.querySelectorAll<HTMLElement>(".change:not([hidden])")];
    // Near the end of the page, the change that was stepped to may be anywhere in the window.
    const box = last?.getBoundingClientRect();
    const isInSight = box !== undefined && box.bottom > 0 && box.top < innerHeight;
    const at =
      isInSight && last !== undefined
        ? all.indexOf(last)
        : all.findLastIndex((change) => change.getBoundingClientRect().top < readingLine);
    last = all[Math.max(0, Math.min(all.length - 1, at + by))];
    last?.focus({ preventScroll: true });
    last?.scrollIntoView({ block: "start" });
    const position = document.querySelector(".position");
    if (position !== null && last !== undefined)
      position.textContent = `${String(all.indexOf(last) + 1)} of ${String(all.length)}`;
  };
  for (const button of document.querySelectorAll<HTMLElement>("[data-step]"))
    button.addEventListener("click", () => {
      step(Number(button.dataset["step"]));
    });
}
