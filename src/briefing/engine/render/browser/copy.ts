/** Copies the address of a permalink, and the texts that have a button for it. */
import { announce } from "./announce.js";
import { element } from "./element.js";
import { hashOf, readHash } from "./page-address.js";

const spoken = {
  offer: "Copy link",
  link: "Link copied",
  text: "Copied",
  failed: "Not copied: the browser does not allow it",
};

export function copyLinksAndTexts(): void {
  const offer = (): void => {
    for (const button of document.querySelectorAll<HTMLElement>("button.copy")) button.hidden = false;
    for (const link of document.querySelectorAll<HTMLElement>("a.permalink")) link.title = spoken.offer;
  };
  offer();
  document.addEventListener("briefing:updated", offer);
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a.permalink");
    const button = event.target.closest<HTMLElement>("button.copy");
    // With a modifier key, the reader wants the link in another tab.
    if (link !== null && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey))
      void copyText(publishedAddress(withSettings(link.hash)), spoken.link);
    const text = document.getElementById(button?.dataset["copies"] ?? "")?.textContent;
    if (text !== undefined) void copyText(text.trim(), spoken.text);
  });
}

/** A link to a place shows it as this reader sees it. */
function withSettings(hash: string): string {
  return hashOf({ id: readHash(hash).id, settings: readHash(location.hash).settings });
}

/** In a local copy, the address under which the page is published, if it names one. */
export function publishedAddress(hash: string): string {
  const published = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href;
  const isOwnCopy = location.protocol === "file:" || ["localhost", "127.0.0.1"].includes(location.hostname);
  return new URL(hash, isOwnCopy && published !== undefined ? published : location.href).href;
}

/** In some browsers, pages opened as files have no clipboard access: they select and copy. */
export async function copyText(text: string, done: string): Promise<void> {
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    isCopied = copySelected(text);
  }
  announce(isCopied ? done : spoken.failed);
}

function copySelected(text: string): boolean {
  const field = element("textarea", { style: "position:fixed;opacity:0" });
  field.value = text;
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what replaces it is missing here
  const isCopied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
