import { stripVTControlCharacters } from "node:util";

/** A terminal's text as the page shows it: no escape sequences, no folder of this machine. */
export function plainText(text: string, root: string): string {
  return stripVTControlCharacters(text).replaceAll(root.endsWith("/") ? root : `${root}/`, "");
}
