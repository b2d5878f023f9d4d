import { safeName } from "../names.js";
import { trusted, type Html } from "./template.js";

/** A heading of the page that the contents lead to. */
export interface Heading {
  readonly id: string;
  /** Words only: Html without tags. */
  readonly text: Html;
}

/**
 * Notebooks use heading levels as they like; on the page they follow one another below the section's own, none left
 * out: the first becomes `base` + 1, a deeper one after it one more. Those of the first level get an anchor.
 */
export class PageHeadings {
  readonly #used = new Set<string>();

  order(
    markup: string,
    base: number,
    section: string,
  ): { readonly markup: string; readonly top: readonly Heading[] } {
    const open: { readonly written: number; readonly placed: number }[] = [];
    const top: Heading[] = [];
    const ordered = markup.replace(/<h([1-6])>([\s\S]*?)<\/h\1>/g, (_, digit: string, content: string) => {
      const written = Number(digit);
      while (open.length > 0 && (open.at(-1)?.written ?? 0) >= written) open.pop();
      const placed = Math.min(6, (open.at(-1)?.placed ?? base) + 1);
      open.push({ written, placed });
      if (placed !== base + 1) return `<h${placed}>${content}</h${placed}>`;
      const text = content.replace(/<[^>]*>/g, "").trim();
      const id = this.#id(section, text);
      if (text !== "") top.push({ id, text: trusted(text) });
      return `<h${placed} id="${id}">${content}</h${placed}>`;
    });
    return { markup: ordered, top };
  }

  #id(section: string, text: string): string {
    const slug = text
      .replace(/&[^;\s]*;/g, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .slice(0, 60)
      .replace(/^-|-$/g, "");
    const base = `s-${safeName(section)}-${safeName(slug === "" ? "part" : slug)}`;
    let id = base;
    for (let count = 2; this.#used.has(id); count += 1) id = `${base}-${count}`;
    this.#used.add(id);
    return id;
  }
}
