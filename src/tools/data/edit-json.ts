/** JSON with another value at one place; not a blank of the rest is changed, as the library would where it formats. */
import { findNodeAtLocation, type JSONPath, type Node, parseTree } from "jsonc-parser";

/** @param path -1 stands for a new item at the end of a list @param value undefined takes out what is there */
export function editJson(text: string, path: JSONPath, value: unknown): string {
  const root = parseTree(text);
  const found = root && findNodeAtLocation(root, path);
  if (value === undefined) return found === undefined ? text : without(text, found);
  const layout = new Layout(text);
  if (found !== undefined) return layout.replace(found, layout.written(value, layout.indentOf(found)));
  const parent = root && findNodeAtLocation(root, path.slice(0, -1));
  const name = path.at(-1);
  const label = parent?.type === "object" ? `${JSON.stringify(name)}: ` : "";
  return parent === undefined ? text : layout.append(parent, label, value);
}

/** With the comma that goes with it, and the line that it stood on. */
function without(text: string, found: Node): string {
  // A property is taken out with its name.
  const item = found.parent?.type === "property" ? found.parent : found;
  const siblings = item.parent?.children ?? [];
  const at = siblings.indexOf(item);
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  const end = item.offset + item.length;
  if (before !== undefined) return text.slice(0, before.offset + before.length) + text.slice(end);
  if (after !== undefined) return text.slice(0, item.offset) + text.slice(after.offset);
  const { offset, length } = item.parent ?? item;
  return text.slice(0, offset + 1) + text.slice(offset + length - 1);
}

class Layout {
  readonly #text: string;
  readonly #lineEnd: string;
  /** Undefined where all is on one line. */
  readonly #unit: string | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
    this.#unit = /\n([ \t]+)\S/.exec(text)?.[1];
  }

  /** Of the line on which it begins. */
  indentOf({ offset }: Node): string {
    return /[^\n]*$/.exec(this.#text.slice(0, offset))?.[0].match(/^[ \t]*/)?.[0] ?? "";
  }

  /** @param indent of the lines after the first; undefined for one line */
  written(value: unknown, indent: string | undefined): string {
    if (indent === undefined || this.#unit === undefined) return JSON.stringify(value);
    return JSON.stringify(value, undefined, this.#unit).replaceAll("\n", this.#lineEnd + indent);
  }

  replace({ offset, length }: Pick<Node, "offset" | "length">, by: string): string {
    return this.#text.slice(0, offset) + by + this.#text.slice(offset + length);
  }

  append(parent: Node, label: string, value: unknown): string {
    const last = parent.children?.at(-1);
    if (last !== undefined) {
      const before = this.#text.slice(0, last.offset);
      const isOnOwnLine = /\n[ \t]*$/.test(before);
      const indent = isOnOwnLine ? this.indentOf(last) : undefined;
      const separator = indent === undefined ? ", " : `,${this.#lineEnd}${indent}`;
      const end = { offset: last.offset + last.length, length: 0 };
      return this.replace(end, separator + label + this.written(value, indent));
    }
    const [open, close] = parent.type === "object" ? ["{", "}"] : ["[", "]"];
    if (this.#unit === undefined) return this.replace(parent, open + label + JSON.stringify(value) + close);
    const outer = this.indentOf(parent);
    const inner = outer + this.#unit;
    const content = label + this.written(value, inner);
    return this.replace(parent, `${open}${this.#lineEnd}${inner}${content}${this.#lineEnd}${outer}${close}`);
  }
}
