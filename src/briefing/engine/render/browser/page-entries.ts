/** The index of the search on the single page, read from the page itself: carrying it would add 50 kB to the file. */
import { EntryReader, withDrawnWords } from "../search/entry-reader.js";
import { entryKinds } from "../search/kinds.js";
import { carriedOf } from "./carried.js";
import type { Index } from "./search-index.js";

export async function indexOfPage(): Promise<Index> {
  const drawn = await drawnWords();
  const first = { anchor: "", title: document.title };
  const opening = [...document.querySelectorAll(".head, .first-page, .origins")];
  const chapters = [...document.querySelectorAll("main > section.chapter")];
  const parts = [
    { name: "First page", entries: entriesOf(opening, first) },
    ...chapters.map((chapter) => ({ name: nameOf(chapter), entries: entriesOf([chapter]) })),
  ];
  return {
    first: entryKinds.definition,
    pages: parts.map(({ name }) => name),
    entries: parts.flatMap(({ entries }, page) =>
      entries.map(({ anchor, kind, title, text }) => {
        const all = drawn.get(anchor)?.(text) ?? text;
        return [page, `#${anchor}`, kind, title, all] as const;
      }),
    ),
  };
}

const nameOf = (chapter: Element): string => chapter.querySelector("h2")?.textContent.trim() ?? "";

function entriesOf(parts: readonly Element[], first?: { readonly anchor: string; readonly title: string }) {
  const reader = new EntryReader(first);
  for (const part of parts) read(part, reader);
  return reader.entries();
}

function read(node: Node, reader: EntryReader): void {
  if (node instanceof Text) reader.text(node.data);
  // Drawings and programs have no text to search.
  if (!(node instanceof HTMLElement || node instanceof MathMLElement) || node.localName === "script") return;
  const tag = node.localName;
  const id = node.getAttribute("id") ?? undefined;
  const isSign = node.getAttribute("aria-hidden") === "true";
  reader.opened({ tag, id, classes: [...node.classList], isSign });
  for (const child of node.childNodes) read(child, reader);
  reader.closed(tag);
}

/** By anchor: the text of an entry with the words that its figure draws. */
async function drawnWords(): Promise<ReadonlyMap<string, (text: string) => string>> {
  const figures = [...document.querySelectorAll("figure.shown:has(> script.carried)")];
  const added = figures.map(async (figure) => {
    const { columns, rows } = (await carriedOf(figure)?.catch(() => undefined))?.table ?? none;
    const alternative = figure.querySelector(".drawing svg > desc")?.textContent ?? "";
    const names = rows.flatMap((row) => row.filter((_, place) => columns[place]?.align === "left"));
    const written = names.filter((name) => name !== "");
    return [figure.id, (text: string) => withDrawnWords(text, alternative, written)] as const;
  });
  return new Map(await Promise.all(added));
}

const none = { columns: [], rows: [] };
