import { element } from "../../../engine/render/browser/element.js";
import type { Mark } from "../contract.js";

/** Maximum number of changes listed; all are highlighted. */
const listed = 200;

/** In a corner of the page: the preview's status, and a list of the changes in the last save. */
export function createStatusBox() {
  const heading = element("summary", {});
  const list = element("ol", {});
  const box = element("details", { id: "preview-box", class: "preview-box" }, heading, list);
  let last = "up to date";
  const say = (text: string): void => {
    heading.textContent = `Preview: ${text}`;
  };
  say(last);
  return {
    element: box,
    say,
    /** The last comparison's result again. */
    sayLast() {
      say(last);
    },
    showChanges(line: string, marks: readonly Mark[]) {
      for (const each of document.querySelectorAll(`[${changedAttribute}]`))
        each.removeAttribute(changedAttribute);
      list.replaceChildren();
      marks.forEach((mark, index) => {
        const changed = elementsOf(mark);
        for (const each of changed) each.setAttribute(changedAttribute, "");
        const [first] = changed;
        if (first !== undefined && index < listed) list.append(itemFor(mark, first));
      });
      last = line;
      say(last);
    },
  };
}

function itemFor({ kind, title, anchor }: Mark, target: Element): HTMLElement {
  const href = `#${target.id === "" ? (anchor ?? "") : target.id}`;
  const link = element("a", { href }, `${kind}: ${title}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
  });
  return element("li", {}, link);
}

/** The failed build's message, above the previous page. */
export function createErrorBox() {
  const heading = element("h2", {}, "The briefing could not be built; the previous page is shown below");
  const message = element("pre", {});
  const box = element(
    "div",
    { id: "preview-error", class: "preview-error", role: "alert", tabindex: "0", hidden: "" },
    heading,
    message,
  );
  return {
    element: box,
    show(text: string) {
      message.textContent = text;
      box.hidden = false;
    },
    hide() {
      box.hidden = true;
    },
  };
}

/** Our own, so that updating the page does not touch its classes. */
export const changedAttribute = "data-preview-changed";

/** The target of a mark, in page order. */
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
