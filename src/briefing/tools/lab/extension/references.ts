/** Citations and cross-references in Markdown cells, which Markdown itself leaves raw. Only the page is changed. */
import { type FoundReference, referencesIn } from "../../../engine/notebook/markdown/syntax.js";
import { element } from "../../../engine/render/browser/element.js";
import type { NotebookPanel } from "./jupyterlab.js";
import { textsIn } from "./prose.js";

export function showReferences({ node, disposed }: Pick<NotebookPanel, "node" | "disposed">): void {
  const replace = (): void => {
    for (const text of rawTexts(node)) text.replaceWith(...pieces(text.data, node));
  };
  const observer = new MutationObserver(replace);
  observer.observe(node, { childList: true, subtree: true });
  replace();
  disposed.connect(() => {
    observer.disconnect();
  });
}

/** Texts with a reference in rendered Markdown, outside code. */
function rawTexts(node: HTMLElement): readonly Text[] {
  const other = "code, pre, a, .jp-briefing-inline, .jp-briefing-reference";
  return [...node.querySelectorAll(".jp-MarkdownOutput")]
    .flatMap(textsIn)
    .filter(
      ({ parentElement, data }) => parentElement?.closest(other) === null && referencesIn(data).length > 0,
    );
}

function pieces(text: string, node: HTMLElement): readonly (Node | string)[] {
  const found = referencesIn(text);
  const made = found.flatMap((reference, index) => {
    const before = text.slice(found[index - 1]?.end ?? 0, reference.start);
    return [before, shown(reference, node)];
  });
  return [...made, text.slice(found.at(-1)?.end ?? 0)].filter((piece) => piece !== "");
}

function shown(reference: FoundReference, node: HTMLElement): HTMLElement {
  if (reference.kind === "target") return crossReference(reference.target, node);
  const works = reference.works.map(({ key, locator }) =>
    locator === undefined ? key : `${key}, ${locator}`,
  );
  const title = `In references.bib: ${reference.works.map(({ key }) => key).join(", ")}`;
  return element("span", { class: "jp-briefing-reference", title }, `(${works.join("; ")})`);
}

/** A link to the figure or table with its title, if a cell shows it by then. */
function crossReference(target: string, node: HTMLElement): HTMLElement {
  const id = target.slice(4);
  const kind = target.startsWith("fig-") ? "Figure" : "Table";
  const link = element(
    "span",
    { class: "jp-briefing-reference", role: "link", tabindex: "0" },
    `${kind} ${id}`,
  );
  const place = (): HTMLElement | null =>
    node.querySelector<HTMLElement>(`figure.shown[data-id="${CSS.escape(id)}"]`);
  const describe = (): void => {
    const title = place()?.querySelector(".finding, figcaption")?.textContent;
    link.title = title ?? "Not shown yet: execute the cell that creates it.";
  };
  link.addEventListener("pointerenter", describe);
  link.addEventListener("focus", describe);
  const go = (): void => {
    place()?.scrollIntoView({ block: "center" });
  };
  link.addEventListener("click", go);
  link.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") go();
  });
  return link;
}
