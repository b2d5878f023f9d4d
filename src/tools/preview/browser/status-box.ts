import type { Mark } from "../contract.js";
import { clearHighlights, highlight } from "./highlights.js";

/** So many changes are listed; all are highlighted. */
const listed = 200;

export interface StatusBox {
  readonly element: HTMLElement;
  say(text: string): void;
  /** The result of the last comparison, again. */
  sayLast(): void;
  showChanges(line: string, marks: readonly Mark[]): void;
}

/** In a corner of the page: what the preview does, and a list of what the last save changed. */
export function createStatusBox(): StatusBox {
  const element = document.createElement("details");
  element.id = "preview-box";
  element.className = "preview-box";
  const heading = document.createElement("summary");
  const list = document.createElement("ol");
  element.append(heading, list);
  let last = "up to date";
  const say = (text: string): void => {
    heading.textContent = `Preview: ${text}`;
  };
  say(last);
  return {
    element,
    say,
    sayLast() {
      say(last);
    },
    showChanges(line, marks) {
      clearHighlights();
      list.replaceChildren();
      marks.forEach((mark, index) => {
        const [first] = highlight(mark);
        if (first !== undefined && index < listed) list.append(itemFor(mark, first));
      });
      last = line;
      say(last);
    },
  };
}

function itemFor({ kind, title, anchor }: Mark, target: Element): HTMLElement {
  const link = document.createElement("a");
  link.href = `#${target.id === "" ? (anchor ?? "") : target.id}`;
  link.textContent = `${kind}: ${title}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
  });
  const item = document.createElement("li");
  item.append(link);
  return item;
}
