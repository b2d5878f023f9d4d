import { UsageError } from "../../model/errors.js";

/** Id of a chapter: its notebook's name without extension, used in links and cross-references. */
export function chapterId(given: string): string {
  const id = given.replace(/\.(?:ipynb|md)$/, "");
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id))
    throw new UsageError(`"${given}" cannot be the name of a chapter.`, {
      hint: "Use letters, digits, - and _, at most 64: 04-fields",
    });
  return id;
}

/** `04-open-questions` becomes "Open questions". */
export function titleOf(id: string): string {
  const words = id
    .replace(/^[0-9]+[-_]?/, "")
    .split(/[-_]+/)
    .filter((word) => word !== "")
    .join(" ");
  const title = words === "" ? id : words;
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** A valid npm name derived from a folder's name. */
export function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-._]+|[-.]+$/g, "");
  return name === "" ? "briefing" : name;
}
