import type { Attachment, Block, Prose } from "../../model/report.js";

/** A text whose `attachment:NAME` addresses are replaced by where the page has the picture. */
export function replaceAttachments(
  { text, attachments = [] }: Extract<Block, { kind: "prose" }>,
  address: (attachment: Attachment) => string,
): Prose {
  if (attachments.length === 0) return text;
  return text.map((part) => {
    if (typeof part !== "string") return part;
    return attachments.reduce((source, attachment) => {
      const to = () => `(${address(attachment)}`;
      return [attachment.name, encodeURI(attachment.name)].reduce(
        (changed, name) => changed.replaceAll(`(attachment:${name}`, to),
        source,
      );
    }, part);
  });
}
