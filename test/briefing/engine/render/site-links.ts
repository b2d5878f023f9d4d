/** Checks that every link leads to an existing file and, if it has an anchor, to an element of that file. */
import path from "node:path";
import { panelsIn, withPanels } from "../../../packed.js";

/** Broken links of pages, as `page: href`; `files` are all files of the output folder. */
export function danglingLinks(files: ReadonlyMap<string, string>): readonly string[] {
  const anchors = new Map(
    [...files].map(([name, content]) => [name, new Set(name.endsWith(".html") ? idsIn(content) : [])]),
  );
  return [...files].flatMap(([name, content]) =>
    !name.endsWith(".html")
      ? []
      : [...linksIn(withPanels(content))]
          .filter((href) => !/^[a-z]+:/.test(href))
          .filter((href) => {
            const [file = "", anchor] = href.split("#");
            const to = file === "" ? name : path.posix.join(path.posix.dirname(name), file);
            return anchor === undefined ? !files.has(to) : anchors.get(to)?.has(anchor) !== true;
          })
          .map((href) => `${name}: ${href}`),
  );
}

/** Values whose buttons open a panel that the page does not contain. */
export function missingPanels(html: string): readonly string[] {
  const panels = new Set(Object.keys(panelsIn(html)));
  return [...html.matchAll(/<button[^<>]* data-value="([^"]*)"/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !panels.has(name));
}

export const idsIn = (html: string): readonly string[] =>
  [...html.matchAll(/<[a-z][^<>]*? id="([^"]*)"/gi)].map(([, id = ""]) => id);

export const linksIn = (html: string): ReadonlySet<string> =>
  new Set(
    [...html.matchAll(/<(?:a|link|script)\b[^<>]*? (?:href|src)="([^"]*)"/g)].map(([, href = ""]) => href),
  );
