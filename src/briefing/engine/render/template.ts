import { escapeHtml } from "../../lib/escape-html.js";

/** Markup that is safe to write as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | false | readonly Part[];

/** Escapes every inserted value that is not Html, so that the safe way is the short one. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + write(parts[index])).join(""));
}

function write(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "string") return escapeHtml(part);
  return typeof part === "number" ? String(part) : part.map(write).join("");
}

/** For text that is known to be safe: sanitised, drawn by ourselves, or part of the program. */
export const trusted = (text: string): Html => new Html(text);
