/** Which file a request's path names: one of the folder's own, whatever the path tries. */
import { realpath, stat } from "node:fs/promises";
import path from "node:path";

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
  const file = path.join(folder, ...(parts.length === 0 ? ["briefing.html"] : parts));
  try {
    // A link may lead out of the folder.
    const [root, real] = await Promise.all([realpath(folder), realpath(file)]);
    if (!real.startsWith(root + path.sep) || !(await stat(real)).isFile()) return undefined;
    return { file: real, type: types[path.extname(file).toLowerCase()] ?? "application/octet-stream" };
  } catch {
    return undefined;
  }
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
