import { createHash } from "node:crypto";

/** Nothing is fetched, and nothing runs but these scripts, whatever slipped in. */
export function contentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return (
    "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; font-src data:; " +
    `style-src 'unsafe-inline'; script-src ${hashes.join(" ")}`
  );
}

/**
 * What runs in the reader's browser besides figures; the page says all it has to say without it. The contents mark what
 * is being read; a value's panel opens when the pointer rests on it.
 */
export const pageScript = `
(() => {
  "use strict";
  const links = new Map();
  let marks = [];
  let shown;
  const read = () => {
    links.clear();
    for (const link of document.querySelectorAll(".rail a")) links.set(link.hash.slice(1), link);
    marks = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  };
  read();
  // A page that is brought up to date in place says so.
  document.addEventListener("briefing:updated", () => { read(); follow(); });
  const follow = () => {
    document.querySelector(".rail")?.classList.toggle("follows", marks.length > 0);
    // The last heading above the line of reading: they stand in their order, so few are looked at.
    let [from, to] = [0, marks.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (marks[middle].getBoundingClientRect().top < 140) from = middle + 1;
      else to = middle;
    }
    const current = marks[from - 1]?.id;
    const link = links.get(current);
    if (shown !== link) shown?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    shown = link;
    // Of the chapters that are not being read the contents keep the titles.
    const here = link && link.closest(".rail>ol>li");
    for (const chapter of document.querySelectorAll(".rail>ol>li")) chapter.classList.toggle("here", chapter === here);
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
  // Not every browser opens what is folded when a link leads into it.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    let folded = target && target.closest("details:not([open])");
    if (!folded) return;
    for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
  if (!HTMLElement.prototype.showPopover) return;
  let timer;
  const wired = new WeakMap();
  const wire = () => {
  for (const button of document.querySelectorAll("button.value")) {
    const panel = document.getElementById(button.getAttribute("popovertarget"));
    if (!panel || wired.get(button) === panel) continue;
    wired.set(button, panel);
    button.removeAttribute("title");
    // Closed by hand, it stays closed until the reader has gone elsewhere: closing gives the focus back.
    let dismissed = false;
    panel.addEventListener("beforetoggle", (event) => {
      if (event.newState !== "open") return;
      const box = button.getBoundingClientRect();
      const width = Math.min(352, innerWidth - 16);
      const below = innerHeight - box.bottom > 220 || box.top < 220;
      panel.style.left = Math.max(8, Math.min(box.left, innerWidth - width - 8)) + "px";
      panel.style.top = below ? box.bottom + 6 + "px" : "auto";
      panel.style.bottom = below ? "auto" : innerHeight - box.top + 6 + "px";
    });
    const later = (work, wait) => { clearTimeout(timer); timer = setTimeout(work, wait); };
    const open = () => { if (!panel.matches(":popover-open")) panel.showPopover(); };
    const close = () => {
      if (panel.matches(":popover-open") && !panel.contains(document.activeElement)) panel.hidePopover();
    };
    button.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(open, 180); });
    button.addEventListener("focus", () => { if (!dismissed && button.matches(":focus-visible")) later(open, 0); });
    for (const part of [button, panel]) {
      part.addEventListener("keydown", (event) => { if (event.key !== "Escape") return; dismissed = true; clearTimeout(timer); });
      part.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(close, 250); });
    }
    panel.addEventListener("pointerenter", () => clearTimeout(timer));
    button.addEventListener("blur", (event) => { dismissed = false; if (!panel.contains(event.relatedTarget)) later(close, 0); });
  }
  };
  wire();
  document.addEventListener("briefing:updated", wire);
})();
`;
