/** A change whose top is above this line of the window, in pixels, counts as reached. */
const readingLine = 24;

/** Leads from change to change: by buttons, and by the keys n and p unless they are turned off. */
export function stepThroughChanges(filters: HTMLDetailsElement): void {
  const position = document.querySelector(".position");
  const step = (by: number): void => {
    const all = [
      ...document.querySelectorAll<HTMLElement>("section.band:not([hidden]) .change:not([hidden])"),
    ];
    const target = all[Math.max(0, Math.min(all.length - 1, current(all) + by))];
    if (target === undefined) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
    if (position !== null)
      position.textContent = `${String(all.indexOf(target) + 1)} of ${String(all.length)}`;
  };
  for (const button of document.querySelectorAll<HTMLElement>("[data-step]"))
    button.addEventListener("click", () => {
      step(Number(button.dataset["step"]));
    });
  const keys = filters.querySelector<HTMLInputElement>("input[name=keys]");
  addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey, target }) => {
    if (ctrlKey || metaKey || altKey || keys?.checked !== true) return;
    const isTyped =
      target instanceof Element &&
      target.closest("input:not([type=checkbox], [type=radio]), select, textarea") !== null;
    if (isTyped) return;
    if (key === "n") step(1);
    if (key === "p") step(-1);
  });
}

/** The change that has the focus, if it is in sight, else the last whose top was scrolled past. */
function current(all: readonly HTMLElement[]): number {
  const focused = all.findIndex((change) => change.contains(document.activeElement));
  const box = all[focused]?.getBoundingClientRect();
  if (box !== undefined && box.bottom > 0 && box.top < innerHeight) return focused;
  return all.findLastIndex((change) => change.getBoundingClientRect().top < readingLine);
}
