import path from "node:path";
import { visible } from "./visible.js";

/** A file as a person in this folder would type it; in full where that would climb up more than once. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  if (relative === "") return ".";
  return visible(relative.startsWith(`..${path.sep}..`) ? file : relative);
}
