import type { Attachment, Place } from "../../model/report.js";
import type { Cell, MimeBundle } from "../notebook/contract.js";
import { imageOf } from "./blocks.js";
import type { Registry } from "./registry.js";

/** The pictures a Markdown cell carries and shows. */
export function cellAttachments(
  { attachments = {}, source }: Cell,
  section: string,
  place: Place,
  registry: Registry,
): readonly Attachment[] {
  return Object.entries(attachments).flatMap(([name, bundle], index) => {
    if (typeof bundle !== "object" || bundle === null || Array.isArray(bundle)) return [];
    if (!source.includes(`attachment:${name}`) && !source.includes(`attachment:${encodeURI(name)}`))
      return [];
    const image = imageOf(bundle as MimeBundle);
    if (image === undefined) return [];
    return [{ name, id: registry.claim("image", `${section}-${place.cell}-a${index + 1}`, place), ...image }];
  });
}
