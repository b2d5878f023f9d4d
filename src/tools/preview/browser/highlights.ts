import type { Mark } from "../contract.js";

/** Our own, so that updating the page does not touch its classes. */
export const changedAttribute = "data-preview-changed";

export function clearHighlights(): void {
  for (const element of document.querySelectorAll(`[${changedAttribute}]`))
    element.removeAttribute(changedAttribute);
}

/** Highlights the target of a mark and returns its elements in page order. */
export function highlight(mark: Mark): readonly Element[] {
  const elements = elementsOf(mark);
  for (const element of elements) element.setAttribute(changedAttribute, "");
  return elements;
}

function elementsOf({ anchor, value, words }: Mark): readonly Element[] {
  if (value !== undefined)
    return [...document.querySelectorAll(`button.value[data-value="${CSS.escape(value)}"]`)];
  const target = anchor === undefined ? null : document.getElementById(anchor);
  if (target === null) return [];
  if (words === undefined) return [target];
  const chapter = target.closest("section") ?? document;
  return [...chapter.querySelectorAll("p, li, h3, h4, blockquote, summary")].filter(({ textContent }) =>
    words.some((word) => spaced(textContent).includes(spaced(word))),
  );
}

const spaced = (text: string): string => text.replace(/\s+/g, " ").trim();
