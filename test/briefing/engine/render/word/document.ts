import JSZip from "jszip";
import { parseDocument, DomUtils } from "htmlparser2";
import { renderExecuted } from "../../../../../src/briefing/engine/render/render-executed.js";
import { pageWord } from "../../../../../src/briefing/engine/render/word/page.js";
import { codeCell, displayed, stored, textCell } from "../../../../support/notebook.js";

type Tree = ReturnType<typeof parseDocument>;
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** A parsed Word document. */
export interface Opened {
  readonly bytes: Uint8Array;
  readonly parts: ReadonlyMap<string, string>;
  /** Elements of a part by name (`w:p`), in the body if no part is given. */
  readonly all: (name: string, part?: string) => readonly Element[];
  /** Those after title and byline. */
  readonly paragraphs: () => readonly {
    readonly style: string;
    readonly text: string;
    readonly element: Element;
  }[];
}

export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element === undefined ? undefined : DomUtils.getAttributeValue(element, name);
export const within = (element: Element | undefined, name: string): readonly Element[] =>
  element === undefined ? [] : DomUtils.getElementsByTagName(name, element);
export const textOf = (element: Element): string =>
  [...within(element, "w:t"), ...within(element, "m:t")].map((text) => DomUtils.textContent(text)).join("");

export async function openDocument(bytes: Uint8Array): Promise<Opened> {
  const zip = await JSZip.loadAsync(bytes);
  const parts = new Map<string, string>();
  for (const [name, file] of Object.entries(zip.files))
    if (/\.(?:xml|rels)$/.test(name)) parts.set(name, await file.async("string"));
  const trees = new Map<string, Tree>();
  const tree = (part: string) => {
    const known = trees.get(part) ?? parseDocument(parts.get(part) ?? "", { xmlMode: true });
    trees.set(part, known);
    return known;
  };
  const all = (name: string, part = "word/document.xml") => DomUtils.getElementsByTagName(name, tree(part));
  return {
    bytes,
    parts,
    all,
    paragraphs: () =>
      all("w:p")
        .map((element) => ({
          style: attribute(within(element, "w:pStyle")[0], "w:val") ?? "",
          text: textOf(element),
          element,
        }))
        .filter(({ style }) => style !== "Title" && style !== "Byline"),
  };
}

/** A Markdown cell. */
export const markdown = (source: string) => textCell("markdown", "text", source);
/** A code cell with this output. */
export const shows = (data: Readonly<Record<string, unknown>>, id = "shows") =>
  codeCell(id, "show()", {}, [displayed(data)]);

/** The document of a notebook with these cells. */
export async function documentOf(...cells: readonly object[]): Promise<Opened> {
  const { report } = await renderExecuted(stored(cells, {}), "/nowhere/notebook.ipynb");
  return openDocument(await pageWord({ ...report, date: "2026-11-25" }));
}
