/** The search, of the site or of the single page (search-box.ts loads it). */
import MiniSearch from "minisearch";
import { element } from "./element.js";
import { siteFile } from "./load.js";
import { indexOfPage } from "./page-entries.js";
import type { Index } from "./search-index.js";
import { isNumber, termsOf, writtenAs } from "./search-terms.js";
import { queriesFor } from "./search-words.js";

const maxResults = 20;

function search(box: HTMLElement, field: HTMLInputElement, statusLine: HTMLElement, list: HTMLElement): void {
  let engine: Promise<Engine> | undefined;
  const ready = () => (engine ??= load());
  const load = () =>
    loadIndex().then(engineOf, (error: unknown) => {
      // The next keystroke tries again.
      engine = undefined;
      throw error;
    });
  const show = (status: string, items: readonly Element[]): void => {
    statusLine.textContent = status;
    list.replaceChildren(...items);
    box.classList.toggle("open", status !== "");
  };
  const close = (): void => {
    show("", []);
  };
  const update = async (): Promise<void> => {
    const query = field.value.trim();
    const found = query === "" ? [] : resultsOf(query, await ready());
    // The query may have changed while the index was loading.
    if (query !== field.value.trim()) return;
    if (query === "") close();
    else show(countOf(found.length, query), found.slice(0, maxResults).map(resultItem));
  };
  const refresh = (): void => {
    update().catch(() => {
      show("The search could not be loaded.", []);
    });
  };

  const wake = (): void => {
    ready().catch(() => undefined);
    if (list.childElementCount === 0) refresh();
  };

  // The reader may have typed while this program was loading.
  if (document.activeElement === field) wake();
  document.addEventListener("briefing:updated", () => {
    engine = undefined;
  });
  field.addEventListener("focus", wake);
  field.addEventListener("input", refresh);
  box.addEventListener("keydown", (event) => {
    const all = [...list.querySelectorAll("a")];
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") {
      field.focus();
      field.value = "";
      close();
    } else if (event.key === "Enter" && event.target === field) all[0]?.click();
    else if (to !== undefined && (event.key.startsWith("Arrow") || event.target !== field))
      (to < 0 ? field : all[Math.min(to, all.length - 1)])?.focus();
    else return;
    event.preventDefault();
  });
  box.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a") !== null) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !box.contains(target)) close();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close();
  });
}

/** A page of the site links to its programs and its index; the single page is its own index. */
const loadIndex = async (): Promise<Index> =>
  document.querySelector("script.search-program[data-src]") === null
    ? await indexOfPage()
    : ((await siteFile("search-index", "briefingSearch")) as Index);

type Engine = ReturnType<typeof engineOf>;

function engineOf(index: Index) {
  const mini = new MiniSearch({
    fields: ["title", "kind", "text"],
    tokenize: termsOf,
    searchOptions: {
      boost: { title: 4, kind: 2 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 4 && !isNumber(term) ? 0.2 : false),
      combineWith: "AND",
      boostDocument: (id: unknown) => (index.entries[id as number]?.[2] === index.first ? 5 : 1),
    },
  });
  mini.addAll(index.entries.map(([, , kind, title, text], id) => ({ id, kind, title, text })));
  return { index, mini };
}

function resultsOf(query: string, { index, mini }: Engine) {
  const queries = queriesFor(query);
  const search = (combineWith: "AND" | "OR") =>
    mini.search({ combineWith: "OR", queries: queries.map((each) => ({ combineWith, queries: [each] })) });
  const found = search("AND");
  // If nothing contains all the words, matches for some of them.
  const some = found.length > 0 ? found : search("OR");
  return some.flatMap(({ id, terms }) => {
    const entry = index.entries[id as number];
    return entry === undefined ? [] : [{ entry, page: index.pages[entry[0]] ?? "", words: terms }];
  });
}

function countOf(count: number, query: string): string {
  if (count === 0) return `Nothing found for “${query}”.`;
  if (count > maxResults) return `${count} results, the first ${maxResults}:`;
  return count === 1 ? "1 result" : `${count} results`;
}

function resultItem({ entry, page, words }: ReturnType<typeof resultsOf>[number]): Element {
  const [, href, kind, title, text] = entry;
  const place = [page, kind].filter((part) => part !== "" && part !== title).join(" · ");
  const link = element(
    "a",
    { href },
    element("span", { class: "place" }, place),
    element("span", { class: "title" }, ...marked(title, words)),
    element("span", { class: "text" }, ...marked(excerpt(text, words), words)),
  );
  return element("li", {}, link);
}

/** Matched words of a text, as the index has them. */
type Words = readonly string[];

const around = 70;

/** The part of a text around the first match, cut at word boundaries. */
function excerpt(text: string, words: Words): string {
  const at = Math.max(0, text.search(pattern(words, "iu")));
  const start = at <= around ? 0 : text.indexOf(" ", at - around) + 1;
  const end = text.length <= start + 3 * around ? text.length : text.lastIndexOf(" ", start + 3 * around);
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** The text with the matches marked. */
function marked(text: string, words: Words): readonly (string | Node)[] {
  const parts = text.split(pattern(words, "giu"));
  return parts.map((part, index) => (index % 2 === 0 ? part : element("mark", {}, part)));
}

function pattern(words: Words, flags: string): RegExp {
  if (words.length === 0) return /(?!)/;
  return new RegExp(`(?<![\\p{L}\\p{N}])(${words.map(writtenAs).join("|")})(?![\\p{L}\\p{N}])`, flags);
}

const box = document.querySelector<HTMLElement>(".search");
const field = box?.querySelector("input");
const statusLine = box?.querySelector<HTMLElement>(".found");
const list = box?.querySelector("ol");
if (box && field && statusLine && list) search(box, field, statusLine, list);
