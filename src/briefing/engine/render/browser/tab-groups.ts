/**
 * The Tab key stops once at the numbers and references of each part of the text, once at a list of cards or folds, and
 * once at the works cited; arrow keys move inside (a roving tabindex, as the ARIA practices describe).
 */
import { announce } from "./announce.js";

interface Kind {
  readonly members: string;
  /** Its members belong together from one of these elements to the next. */
  readonly starts: string;
  /** Those inside one of these elements belong together instead: folded content cannot be reached while it is closed. */
  readonly apart: string;
  /** Steps by key. */
  readonly keys: ReadonlyMap<string, number>;
  readonly hint: string;
}

const across = new Map([
  ["ArrowLeft", -1],
  ["ArrowRight", 1],
]);
/** Lists are moved through in both directions of the screen. */
const along = new Map([...across, ["ArrowUp", -1], ["ArrowDown", 1], ["Home", -Infinity], ["End", Infinity]]);

/** Numbers, citations and other links inside the page. */
const inText = [
  "button.value",
  ...["main a.citation", ":is(main, .first-page) p a[href^='#']", ".claim a"].map(
    (links) => `${links}:not(.permalink)`,
  ),
].join(", ");

const kinds: readonly Kind[] = [
  {
    members: inText,
    starts: ".head, .first-page, .origins, main, :is(h2, h3, h4, h5, h6)",
    apart: "article.claim, details, table",
    keys: across,
    hint: "Arrow keys move to the other numbers and references of this part",
  },
  {
    members: ":is(.claim, .appendix) > details > summary",
    starts: "section.chapter",
    apart: "details details",
    keys: along,
    hint: "Arrow keys move through the list",
  },
  {
    members: ".references a",
    starts: ".references",
    apart: "",
    keys: along,
    hint: "Arrow keys move through the works cited",
  },
];

interface Group {
  readonly kind: Kind;
  readonly members: HTMLElement[];
}

let groups = new Map<Element, Group>();
let areJoined = true;

/** All listeners are on the document, so that a page that changes in place needs no new ones. */
export function moveWithArrows(): void {
  const announced = new Set<Kind>();
  document.addEventListener("keydown", (event) => {
    const { target, key, altKey, ctrlKey, metaKey } = event;
    const group = target instanceof Element ? groups.get(target) : undefined;
    const step = group?.kind.keys.get(key);
    if (group === undefined || step === undefined || altKey || ctrlKey || metaKey) return;
    const all = group.members.filter((member) => member.checkVisibility());
    const at = all.indexOf(target as HTMLElement) + step;
    const next = all[step === -Infinity ? 0 : step === Infinity ? all.length - 1 : at];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("focusin", ({ target }) => {
    const group = target instanceof HTMLElement ? groups.get(target) : undefined;
    if (group === undefined || !areJoined) return;
    stopAt(target as HTMLElement, group);
    if (announced.has(group.kind) || group.members.length === 1) return;
    if (!(target as HTMLElement).matches(":focus-visible")) return;
    announced.add(group.kind);
    announce(group.kind.hint);
  });
}

/** Makes each group one stop. */
export function joinStops(): void {
  areJoined = true;
  groups = new Map(kinds.flatMap(groupsOf));
  for (const group of new Set(groups.values())) {
    const [first] = group.members;
    if (first !== undefined) stopAt(first, group);
  }
}

/** Makes each member a stop; arrow keys work as before. */
export function separateStops(): void {
  areJoined = false;
  for (const member of groups.keys()) member.removeAttribute("tabindex");
}

/** By member, in the order of the page. */
function groupsOf(kind: Kind): readonly (readonly [Element, Group])[] {
  const found: (readonly [Element, Group])[] = [];
  const apart = new Map<Element, Group>();
  let part: Group = { kind, members: [] };
  for (const element of document.querySelectorAll<HTMLElement>(`${kind.starts}, ${kind.members}`)) {
    if (!element.matches(kind.members)) {
      part = { kind, members: [] };
      continue;
    }
    const scope = kind.apart === "" ? null : element.parentElement?.closest(kind.apart);
    const group = scope ? (apart.get(scope) ?? { kind, members: [] }) : part;
    if (scope) apart.set(scope, group);
    group.members.push(element);
    found.push([element, group]);
  }
  return found;
}

function stopAt(stop: HTMLElement, { members }: Group): void {
  for (const member of members) if (member !== stop) member.tabIndex = -1;
  stop.removeAttribute("tabindex");
}
