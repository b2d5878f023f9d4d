/** The accessible name of a drawing: its own, or the title and description of a static one, as one text. */
export function drawingName(picture: Element): string {
  const parts = [...picture.querySelectorAll(":scope > title, :scope > desc")];
  return picture.getAttribute("aria-label") ?? parts.map(({ textContent }) => textContent).join(". ");
}
