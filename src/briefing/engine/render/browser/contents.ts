import { readHash } from "./page-address.js";

/** Headings above this line of the window, in pixels, count as read. */
const readingLine = 140;

/** Marks the section being read in the contents, both in the bar of a small screen and beside the text. */
export function followReading(): void {
  let links: readonly HTMLAnchorElement[] = [];
  let headings: readonly Element[] = [];
  let current: string | undefined;

  const mark = (): void => {
    for (const list of document.querySelectorAll(".rail, .contents"))
      list.classList.toggle("follows", headings.length > 0);
    const id = lastAbove(headings)?.id ?? "";
    if (current === id) return;
    current = id;
    const here = links.filter(({ hash }) => hash.slice(1) === id);
    for (const link of links) {
      if (link.getAttribute("aria-current") === "page") continue;
      if (here.includes(link)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const chapters = here.flatMap((link) => link.closest(":is(.rail, .contents nav) > ol > li") ?? []);
    // A page of the site has a single chapter.
    if (document.querySelector(".contents a[aria-current=page]") !== null) return;
    // Chapters that are not being read show only their titles.
    for (const chapter of document.querySelectorAll(":is(.rail, .contents nav) > ol > li"))
      chapter.classList.toggle("here", chapters.includes(chapter));
    const at = document.querySelector(".contents .at");
    if (at !== null) at.textContent = chapters[0]?.querySelector("a")?.textContent ?? "";
  };
  const update = (): void => {
    links = [...document.querySelectorAll<HTMLAnchorElement>(":is(.rail, .contents) a[href^='#']")];
    const ids = new Set(links.map(({ hash }) => hash.slice(1)));
    headings = [...ids].flatMap((id) => document.getElementById(id) ?? []);
    current = undefined;
    mark();
  };

  let isWaiting = false;
  addEventListener(
    "scroll",
    () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        mark();
      });
    },
    { passive: true },
  );
  document.addEventListener("briefing:updated", update);
  update();
}

/** The contents of a small screen close after a choice, and when the reader turns elsewhere. */
export function closeContents(): void {
  const open = () => document.querySelector<HTMLDetailsElement>("details.contents[open]");
  document.addEventListener("click", ({ target }) => {
    const contents = open();
    if (contents === null || !(target instanceof Element)) return;
    if (!contents.contains(target) || target.closest("a") !== null) contents.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    const contents = open();
    if (key !== "Escape" || contents === null) return;
    const hadFocus = contents.contains(document.activeElement);
    contents.open = false;
    if (hadFocus) contents.querySelector("summary")?.focus();
  });
}

/** Binary search for the last heading above the line; headings are in document order. */
function lastAbove(headings: readonly Element[]): Element | undefined {
  let from = 0;
  let to = headings.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((headings[middle]?.getBoundingClientRect().top ?? 0) < readingLine) from = middle + 1;
    else to = middle;
  }
  return headings[from - 1];
}

/** Opens folded content that a link leads to, which not every browser does; the table and code of a figure stay closed. */
export function openFoldedTarget(): void {
  const unfold = (): void => {
    const target = document.getElementById(readHash(location.hash).id);
    const own =
      target?.matches("figure") === true ? null : target?.querySelector(":scope > details:not(.code)");
    let folded = closedFold(own ?? target);
    if (folded === null) return;
    for (; folded !== null; folded = closedFold(folded)) folded.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
}

function closedFold(element: Element | null): HTMLDetailsElement | null {
  return element?.closest<HTMLDetailsElement>("details:not([open])") ?? null;
}
