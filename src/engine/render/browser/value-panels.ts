/** Milliseconds that the pointer rests on a value before its panel opens, and stays away before it closes. */
const [openAfter, closeAfter] = [180, 250];
const panelWidth = 352;
/** Space below a value, in pixels, in which its panel fits. */
const roomBelow = 220;

/**
 * A value's panel opens when the pointer rests on the value or the keyboard reaches it, and a click pins it: then it stays
 * until it is closed, by Escape, its button or a click elsewhere. All listeners are the document's, so that a page that
 * changes in place needs no new ones.
 */
export function openPanels(): void {
  if (!("showPopover" in HTMLElement.prototype)) return;
  let timer: number | undefined;
  let opener: Element | undefined;
  /** Closed by hand, a panel stays closed until the reader has gone elsewhere: closing gives the focus back. */
  let dismissed: Element | undefined;
  let pinned: HTMLElement | undefined;

  const later = (work: () => void, milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
  const show = (button: Element): void => {
    if (pinned === undefined) open(button);
  };
  const hide = (panel: HTMLElement): void => {
    if (panel !== pinned) close(panel);
  };
  const attend = (button: Element): void => {
    opener = button;
    // The browser's own hint would cover the panel.
    button.removeAttribute("title");
  };

  listen("pointerenter", ({ pointerType }, { button }) => {
    if (button === undefined) {
      clearTimeout(timer);
      return;
    }
    attend(button);
    if (pointerType !== "mouse") return;
    later(() => {
      show(button);
    }, openAfter);
  });
  listen("pointerleave", ({ pointerType }, { panel }) => {
    if (pointerType !== "mouse") return;
    later(() => {
      hide(panel);
    }, closeAfter);
  });
  listen("focus", (_event, { button }) => {
    if (button === undefined) return;
    attend(button);
    if (dismissed === button || !button.matches(":focus-visible")) return;
    later(() => {
      show(button);
    }, 0);
  });
  listen("blur", ({ relatedTarget }, { button, panel }) => {
    if (button === undefined) return;
    dismissed = undefined;
    if (relatedTarget instanceof Node && panel.contains(relatedTarget)) return;
    later(() => {
      hide(panel);
    }, 0);
  });
  listen("click", (event, { button, panel }) => {
    if (button === undefined) return;
    // The browser's own answer would close what the pointer has opened.
    event.preventDefault();
    clearTimeout(timer);
    attend(button);
    if (panel === pinned) {
      panel.hidePopover();
      return;
    }
    open(button);
    pinned = panel;
    // Of the keyboard: what stands in the panel is reached next.
    if (event.detail === 0) panel.querySelector<HTMLElement>(".close")?.focus();
  });
  listen("keydown", ({ key }) => {
    if (key !== "Escape") return;
    dismissed = opener;
    clearTimeout(timer);
  });
  listen("beforetoggle", (event, { panel }) => {
    if (event.newState === "open" && opener !== undefined) place(panel, opener);
    if (event.newState === "open") return;
    if (panel === pinned) pinned = undefined;
    // Where the focus was inside, it goes back to the value.
    if (!panel.contains(document.activeElement) || !(opener instanceof HTMLElement)) return;
    dismissed = opener;
    opener.focus({ preventScroll: true });
  });
}

function open(button: Element): void {
  const panel = panelOf(button);
  if (panel?.matches(":popover-open") === false) panel.showPopover();
}

function close(panel: HTMLElement): void {
  if (panel.matches(":popover-open") && !panel.contains(document.activeElement)) panel.hidePopover();
}

/** Below the value, or above it where there is more space. */
function place(panel: HTMLElement, button: Element): void {
  const box = button.getBoundingClientRect();
  const width = Math.min(panelWidth, innerWidth - 16);
  const isBelow = innerHeight - box.bottom > roomBelow || box.top < roomBelow;
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  panel.style.top = isBelow ? `${box.bottom + 6}px` : "auto";
  panel.style.maxHeight = `${(isBelow ? innerHeight - box.bottom : box.top) - 14}px`;
  panel.style.bottom = isBelow ? "auto" : `${innerHeight - box.top + 6}px`;
}

/** A value and its panel. */
interface Part {
  /** Undefined where the event concerns the panel. */
  readonly button: Element | undefined;
  readonly panel: HTMLElement;
}

/** Hears of values and their panels; some of these events do not bubble. */
function listen<Name extends keyof DocumentEventMap>(
  name: Name,
  hear: (event: DocumentEventMap[Name], part: Part) => void,
): void {
  document.addEventListener(
    name,
    (event) => {
      const part = partOf(event);
      if (part !== undefined) hear(event, part);
    },
    { capture: true },
  );
}

function partOf({ target, bubbles }: Event): Part | undefined {
  if (!(target instanceof Element)) return undefined;
  // An event that bubbles concerns what its target stands in as well.
  const part = bubbles ? target.closest("button.value, .panel") : target;
  if (part instanceof HTMLElement && part.matches(".panel")) return { button: undefined, panel: part };
  const panel = part?.matches("button.value") === true ? panelOf(part) : undefined;
  return part === null || panel === undefined ? undefined : { button: part, panel };
}

function panelOf(button: Element): HTMLElement | undefined {
  return document.getElementById(button.getAttribute("popovertarget") ?? "") ?? undefined;
}
