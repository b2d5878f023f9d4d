/** Which file a request's path names: one of the folder's own, whatever the path tries. */
import path from "node:path";
import { fileInside } from "../../lib/file-inside.js";
import { own } from "../../lib/own.js";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8",
  ".ipynb": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".pdf": "application/pdf",
};

export interface ServedFile {
  readonly file: string;
  readonly type: string;
}

/** Undefined for what is not there, lies elsewhere, or is hidden. */
export async function servedFile(folder: string, pathname: string): Promise<ServedFile | undefined> {
  const name = decoded(pathname);
  if (name === undefined) return undefined;
  const parts = name.split("/").filter((part) => part !== "");
  if (parts.some((part) => part.startsWith(".") || part.includes("\\") || part.includes("\0")))
    return undefined;
  const file = await fileInside(folder, parts.length === 0 ? "briefing.html" : parts.join("/"));
  if (file === undefined) return undefined;
  return { file, type: own(types, path.extname(file).toLowerCase()) ?? "application/octet-stream" };
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
