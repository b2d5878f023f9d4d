/**
 * A page as a person can read its difference: an element a line, indented as it stands, with its words; what only a
 * machine reads (styles, scripts, pictures, drawings) by its hash, so that every byte of it still counts.
 */
import { createHash } from "node:crypto";
import { Parser } from "htmlparser2";

/** What stands in a line with its neighbours; so do the cells of a row. */
const inline = new Set(
  "a abbr b br button cite code data del em i ins kbd mark q s samp small span strong sub sup td th u var".split(
    " ",
  ),
);
const empty = new Set("br col hr img input link meta".split(" "));
const opaque = new Set(["style", "script", "svg"]);

const hashOf = (bytes: string): string =>
  `sha256-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;

export function pageOutline(html: string): string {
  const lines: string[] = [];
  const open: string[] = [];
  /** Where the element began of which a hash is written. */
  let hidden: { readonly name: string; readonly from: number } | undefined;
  let line = "";
  const flush = (): void => {
    if (line.trim() !== "") lines.push(line.replace(/[ \t\n]+$/, ""));
    line = "";
  };
  const begin = (): void => {
    flush();
    line = "  ".repeat(open.filter((name) => !inline.has(name)).length);
  };
  const isInside = (name: string) => open.includes(name);
  const isShown = () => hidden === undefined || isInside("title") || isInside("desc");

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (hidden === undefined || ["title", "desc"].includes(name)) {
          if (!inline.has(name)) begin();
          line += tagOf(name, attributes);
          if (!inline.has(name)) line += " ";
        }
        if (hidden === undefined && opaque.has(name)) hidden = { name, from: parser.endIndex + 1 };
        if (!empty.has(name)) open.push(name);
      },
      ontext(text) {
        if (!isShown()) return;
        const escaped = text.replaceAll("<", "&lt;");
        if (isInside("pre")) {
          escaped.split("\n").forEach((part, index) => {
            if (index > 0) begin();
            line += part;
          });
        } else {
          const words = escaped.replace(/[ \t\n]+/g, " ");
          line += /[ \t\n]$/.test(line) ? words.replace(/^ /, "") : words;
        }
      },
      onclosetag(name) {
        if (empty.has(name)) return;
        const wasShown = isShown();
        open.pop();
        if (hidden?.name === name && !isInside(name)) {
          line += hashOf(html.slice(hidden.from, parser.startIndex));
          hidden = undefined;
        }
        if (wasShown && inline.has(name)) line += `</${name}>`;
        else if (wasShown || isShown()) begin();
      },
    },
    { lowerCaseAttributeNames: false, lowerCaseTags: false },
  );
  parser.end(html);
  flush();
  return `${lines.join("\n")}\n`;
}

function tagOf(name: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    const short = value
      .replace(/(;base64,)([A-Za-z0-9+/=]+)/g, (_, before: string, bytes: string) => before + hashOf(bytes))
      // The hashes of the scripts, which are written where they stand.
      .replace(/'sha256-[^']*'/g, "'sha256-…'");
    return value === "" ? ` ${key}` : ` ${key}="${short}"`;
  });
  return `<${name}${written.join("")}>`;
}

/** A report.json without the hashes of pages: their outlines say what changed. */
export const withoutPageHash = (text: string): string =>
  text.replace(/"(briefing\.html|site\/[^"]*)":"[0-9a-f]{64}"/g, '"$1":"…"');
