/** The title and description of a static drawing, as one text. */
export function drawingName(still: Element): string {
  const parts = [...still.querySelectorAll(":scope > title, :scope > desc")];
  return parts.map(({ textContent }) => textContent).join(". ");
}
