import { mime } from "../../model/mime.js";
import type { Picture } from "../../model/report.js";
import type { MimeBundle } from "../notebook/contract.js";

/** nbformat stores a text as one string or as lines. */
export function textOf(value: MimeBundle[string] | undefined): string | undefined {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((line) => typeof line === "string") ? value.join("") : undefined;
}

/** The sharpest first. */
const imageTypes = [mime.svg, mime.png, "image/jpeg", "image/gif"] as const;

export function pictureIn(data: MimeBundle): Picture | undefined {
  for (const mediaType of imageTypes) {
    const content = textOf(data[mediaType]);
    if (content === undefined) continue;
    return { mediaType, data: mediaType === mime.svg ? content : content.replace(/\s+/g, "") };
  }
  return undefined;
}
