/** Headings above this line of the window, in pixels, count as read. */
const readingLine = 140;

/** The contents beside the text mark what is being read. */
export function followReading(): void {
  let links = new Map<string, Element>();
  let headings: readonly Element[] = [];
  let current: Element | undefined;

  const find = (): void => {
    const found = [...document.querySelectorAll<HTMLAnchorElement>(".rail a")];
    links = new Map(found.map((link) => [link.hash.slice(1), link]));
    headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  };
  const mark = (): void => {
    document.querySelector(".rail")?.classList.toggle("follows", headings.length > 0);
    const link = links.get(lastAbove(headings)?.id ?? "");
    if (current !== link) current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    current = link;
    // Chapters that are not being read show their titles only.
    const here = link?.closest(".rail>ol>li");
    for (const chapter of document.querySelectorAll(".rail>ol>li"))
      chapter.classList.toggle("here", chapter === here);
  };
  const update = (): void => {
    find();
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

/** Headings stand in their order, so a few looks find the last one above the line. */
function lastAbove(headings: readonly Element[]): Element | undefined {
  let [from, to] = [0, headings.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((headings[middle]?.getBoundingClientRect().top ?? 0) < readingLine) from = middle + 1;
    else to = middle;
  }
  return headings[from - 1];
}
