import type { Attachment, Block, Prose, Report } from "../../model/report.js";
import { partWords, targetOf, type LinkedPart } from "../report/prose.js";
import { labels } from "./labels.js";
import { safeName } from "./names.js";

type Texts = Pick<Report, "values" | "citations" | "sections">;

/** As plain text, for attributes and titles. */
export const proseText = (prose: Prose, report: Texts): string =>
  proseMarkdown(prose, (part) => partText(part, report));

/** As Markdown; `write` formats values, citations and cross-references. */
export function proseMarkdown(prose: Prose, write: (part: LinkedPart) => string): string {
  return prose.map((part) => (typeof part === "string" ? part : write(part))).join("");
}

export const partText = (part: LinkedPart, report: Texts): string =>
  partWords(part, report, (target) => targetText(target, report.sections));

/** "Figure 2", in the language of the page. */
function targetText(target: string, sections: Report["sections"]): string {
  for (const { blocks } of sections)
    for (const block of blocks)
      if (targetOf(block) === target && (block.kind === "figure" || block.kind === "table"))
        return labels[block.kind](block.number).replaceAll(" ", "\u00a0");
  return `@${target}`;
}

export function hasTarget(target: string, sections: Report["sections"]): boolean {
  return targetText(target, sections) !== `@${target}`;
}

/** The anchor of the figure or table that `fig-…` or `tbl-…` refers to. */
export const targetAnchor = (target: string): string => `${target.slice(0, 4)}${safeName(target.slice(4))}`;

/** Replaces `attachment:NAME` addresses by the paths of the pictures on the page. */
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
