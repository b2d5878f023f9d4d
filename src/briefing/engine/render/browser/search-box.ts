/** Offers the search; its program and index are loaded when a reader first focuses it. */
import { loadProgram } from "./load.js";

export function offerSearch(): void {
  let loading: Promise<void> | undefined;
  const box = document.querySelector<HTMLElement>(".search");
  const field = box?.querySelector("input");
  const program = document.querySelector<HTMLElement>("script.search-program");
  if (!box || !field || !program) return;
  const load = (): void => {
    loading ??= loadProgram(program).catch(() => {
      // The next keystroke tries again.
      loading = undefined;
      const statusLine = box.querySelector(".found");
      if (statusLine !== null) statusLine.textContent = "The search could not be loaded.";
      box.classList.add("open");
    });
  };
  const show = (): void => {
    box.hidden = false;
  };
  show();
  // A preview restores the attribute.
  document.addEventListener("briefing:updated", show);
  field.addEventListener("focus", load);
  field.addEventListener("input", load);
  document.addEventListener("keydown", (event) => {
    const isTyping =
      event.target instanceof Element && event.target.closest("input, textarea, select") !== null;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    // The page has it in view, wherever the reader is.
    field.focus({ preventScroll: box.parentElement?.classList.contains("page") === true });
    field.select();
  });
}
