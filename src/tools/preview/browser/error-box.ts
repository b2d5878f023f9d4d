export interface ErrorBox {
  readonly element: HTMLElement;
  show(text: string): void;
  hide(): void;
}

/** What could not be built, above the page as it was. */
export function createErrorBox(): ErrorBox {
  const element = document.createElement("div");
  element.id = "preview-error";
  element.className = "preview-error";
  element.setAttribute("role", "alert");
  element.tabIndex = 0;
  element.hidden = true;
  const heading = document.createElement("h2");
  heading.textContent = "The briefing could not be built; below is the page from before";
  const said = document.createElement("pre");
  element.append(heading, said);
  return {
    element,
    show(text) {
      said.textContent = text;
      element.hidden = false;
    },
    hide() {
      element.hidden = true;
    },
  };
}
