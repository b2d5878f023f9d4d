/** Links that name a heading, in the contents and elsewhere, follow its text under a reader's settings. */

interface LinkedTitle {
  readonly link: HTMLAnchorElement;
  readonly heading: string;
  /** The text of the link, and that of its heading, as published. */
  readonly text: string;
  readonly title: string;
}

const links = ":is(.rail, .contents, .chapter-link, .findings) a[href^='#']";

let linked: readonly LinkedTitle[] = [];

/** Reads the titles while the page is as published. */
export function readTitles(): void {
  linked = [...document.querySelectorAll<HTMLAnchorElement>(links)].flatMap((link) => {
    const heading = link.hash.slice(1);
    const title = titleOf(heading);
    const text = link.textContent;
    return title !== undefined && text.endsWith(title) ? [{ link, heading, text, title }] : [];
  });
}

export function showTitles(): void {
  for (const { link, heading, text, title } of linked) {
    const words = text.slice(0, text.length - title.length) + (titleOf(heading) ?? title);
    if (link.textContent !== words) link.textContent = words;
  }
}

/** Without what is added for a reader: the permalink, and the published text of a number. */
function titleOf(id: string): string | undefined {
  const heading = document.getElementById(id);
  if (heading === null || !/^H[2-6]$/.test(heading.tagName)) return undefined;
  const copy = heading.cloneNode(true) as Element;
  for (const added of copy.querySelectorAll(".permalink, .unseen")) added.remove();
  return copy.textContent;
}
