import { Idiomorph } from "idiomorph";
import { changedAttribute } from "./status-box.js";

/** Reads the page again and changes only what differs in the open one; reloads it if its scripts changed. */
export async function updatePage(): Promise<void> {
  const response = await fetch(location.pathname, { cache: "no-store" });
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  if (next.querySelector("main") === null || scriptsOf(next) !== scriptsOf(document)) {
    location.reload();
    return;
  }
  const keepPlace = rememberPlace();
  document.title = next.title;
  updateStyles(next);
  await Idiomorph.morph(document.body, next.body, {
    callbacks: {
      beforeNodeMorphed: (live, fresh) =>
        !live.isEqualNode(fresh) && !isOfSameFigure(live, fresh) && !isOpenPanel(live),
      beforeNodeRemoved: (live) => !isAddedByScript(live),
      beforeAttributeUpdated: (name, element) => !isReaders(name, element),
    },
  });
  document.dispatchEvent(new Event("briefing:updated"));
  keepPlace();
}

const scriptsOf = (page: Document): string =>
  [...page.querySelectorAll("body > script:not(.values)")].map(({ textContent }) => textContent).join();

function updateStyles(next: Document): void {
  const fresh = next.head.querySelectorAll("style");
  document.head.querySelectorAll("style").forEach((style, index) => {
    const text = fresh[index]?.textContent;
    if (text !== undefined && text !== style.textContent) style.textContent = text;
  });
}

/** Drawings and open parts of a figure are kept if they would be the same again. */
function isOfSameFigure(live: Node, fresh: Node): boolean {
  if (!(live instanceof Element && fresh instanceof Element)) return false;
  const parts = "figure.shown > :is(.drawing, .data)";
  return live.matches(parts) && fresh.matches(parts) && carriedOf(live) === carriedOf(fresh);
}

const isOpenPanel = (live: Node): boolean => live instanceof Element && live.matches(".panel:popover-open");

const carriedOf = (part: Element): string | undefined =>
  part.parentElement?.querySelector(":scope > script.carried")?.textContent;

/** The preview's own boxes, and the tooltip beside marks. */
function isAddedByScript(node: Node): boolean {
  return (
    node instanceof Element &&
    ["preview-box", "preview-error", "briefing-tip", "briefing-said"].includes(node.id)
  );
}

/** Elements that the reader has opened stay open and in place; highlights stay until new ones arrive. */
function isReaders(name: string, element: Element): boolean {
  return (
    name === changedAttribute ||
    (name === "open" && element.tagName === "DETAILS") ||
    (name === "style" && element.matches(":popover-open"))
  );
}

/** Keeps the text being read at the same place on the screen. */
function rememberPlace(): () => void {
  const anchor = [...document.querySelectorAll("main *, header *")].find(
    (each) => each.getBoundingClientRect().top >= 0,
  );
  const top = anchor?.getBoundingClientRect().top;
  return () => {
    if (anchor?.isConnected !== true || top === undefined) return;
    scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  };
}
