import { AuthoringError } from "./errors.js";

/** Ids become file names and anchors: lower-case letters, digits and hyphens. */
export function requireId(id: unknown, what: string): string {
  if (typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 80) return id;
  throw new AuthoringError(
    `${what}: ${id === undefined ? "the id is missing" : `${JSON.stringify(id)} cannot be an id`}`,
    {
      hint: "An id is made of lower-case letters, digits and hyphens, such as joint-papers-by-year.",
    },
  );
}
