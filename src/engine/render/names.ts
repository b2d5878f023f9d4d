import { createHash } from "node:crypto";

/**
 * An id as a file name and anchor: letters, digits, dot, dash and underscore. An id that has to be changed for that
 * gets a piece of its hash, so that two ids never share a file; none leaves its folder.
 */
export function safeName(id: string): string {
  const cleaned = id
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 80);
  if (cleaned === id) return id;
  const hash = createHash("sha256").update(id).digest("hex").slice(0, 8);
  return cleaned === "" ? hash : `${cleaned}-${hash}`;
}
