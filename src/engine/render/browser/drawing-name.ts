/** What a still drawing says of itself, as one text. */
export function drawingName(still: Element): string {
  const parts = [...still.querySelectorAll(":scope > title, :scope > desc")];
  return parts.map(({ textContent }) => textContent).join(". ");
}
