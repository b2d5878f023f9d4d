import { sha256 } from "../../lib/hash.js";
import type { FigureBlock, ImageBlock } from "../../model/report.js";
import type { FigureFiles } from "../report/stored-report.js";

/**
 * An id as a file name and anchor: letters, digits, dot, dash and underscore. An id that has to be changed for that
 * gets part of its hash, so that no two ids share a file; no result leads out of its folder.
 */
export function safeName(id: string): string {
  const cleaned = id
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 80);
  if (cleaned === id) return id;
  const hash = sha256(id).slice(0, 8);
  return cleaned === "" ? hash : `${cleaned}-${hash}`;
}

/**
 * Paths of files beside the page, relative to it. report.json stores them: a file of another format needs a field in
 * its schema, or belongs beside the page (src/engine/build/beside-page.ts).
 */
export function figureFiles({ id }: Pick<FigureBlock, "id">): FigureFiles {
  const stem = `figures/${safeName(id)}`;
  return { svg: `${stem}.svg`, spec: `${stem}.vl.json`, data: `${stem}.csv` };
}

const extensions = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/svg+xml": "svg",
} as const;

export function imageFile({ id, mediaType }: Pick<ImageBlock, "id" | "mediaType">): string {
  return `figures/${safeName(id)}.${extensions[mediaType]}`;
}
