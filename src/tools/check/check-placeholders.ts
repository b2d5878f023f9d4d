/** Template text that would be published: in notebook output, in briefing.yml, in descriptions of tables. */
import { findPlaceholders } from "../../engine/report/placeholders.js";
import type { Found, NamedText } from "./contract.js";
import { positionAt } from "../../lib/position.js";
import type { TextFile } from "./texts.js";

/** YAML comments, from # to the end of the line, are not printed. */
export function checkPlaceholders(
  files: readonly TextFile[],
  settings: readonly NamedText[],
): readonly Found[] {
  return [
    ...files.flatMap(({ path, texts }) =>
      texts.flatMap(({ cell, source, start, prose }) =>
        findPlaceholders(prose).map(({ words, at }) => ({
          ...finding(path, words),
          cell,
          ...positionAt(source, start + at),
        })),
      ),
    ),
    ...settings.flatMap(({ path, text }) =>
      findPlaceholders(path.endsWith(".yml") ? withoutComments(text) : text).map(({ words, at }) => ({
        ...finding(path, words),
        ...positionAt(text, at),
      })),
    ),
  ];
}

/** Blanked to the same length. */
const withoutComments = (text: string): string =>
  text.replace(/(?<=^|\s)#.*/gm, (comment) => " ".repeat(comment.length));

function finding(path: string, words: string): Found {
  return {
    path,
    message: `“${words}” is a placeholder and would be published`,
    hint: "Replace it with your own words, or delete the line.",
  };
}
