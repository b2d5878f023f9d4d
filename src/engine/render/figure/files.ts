import type { FigureBlock, ImageBlock } from "../../../model/report.js";
import { safeName } from "../names.js";

/** Paths of what lies beside the page, relative to it. */
interface FigureFiles {
  readonly svg: string;
  readonly spec: string;
  readonly data: string;
}

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
