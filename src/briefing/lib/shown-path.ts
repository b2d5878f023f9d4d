import path from "node:path";
import { visible } from "./visible.js";

/** A file as a user in this folder would type it; absolute if it would need more than one `..`. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  if (relative === "") return ".";
  return visible(relative.startsWith(`..${path.sep}..`) ? file : relative);
}
