import { element } from "../../../engine/render/browser/element.js";

export interface ErrorBox {
  readonly element: HTMLElement;
  show(text: string): void;
  hide(): void;
}

/** What could not be built, above the page as it was. */
export function createErrorBox(): ErrorBox {
  const heading = element("h2", {}, "The briefing could not be built; below is the page from before");
  const message = element("pre", {});
  const box = element(
    "div",
    { id: "preview-error", class: "preview-error", role: "alert", tabindex: "0", hidden: "" },
    heading,
    message,
  );
  return {
    element: box,
    show(text) {
      message.textContent = text;
      box.hidden = false;
    },
    hide() {
      box.hidden = true;
    },
  };
}
