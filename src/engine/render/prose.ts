import { spokenText } from "../../model/guard.js";
import type { Attachment, Block, Prose, ProsePart, Report } from "../../model/report.js";
import { own } from "../../lib/own.js";
import { labels } from "./labels.js";

export type LinkedPart = Exclude<ProsePart, string>;

/** As plain text, for attributes and titles. */
export function proseText(prose: Prose, report: Pick<Report, "values" | "citations" | "sections">): string {
  return prose.map((part) => (typeof part === "string" ? part : partText(part, report))).join("");
}

/** As Markdown; `write` formats values, citations and cross-references. */
export function proseMarkdown(prose: Prose, write: (part: LinkedPart) => string): string {
  return prose.map((part) => (typeof part === "string" ? part : write(part))).join("");
}

export function partText(
  part: LinkedPart,
  report: Pick<Report, "values" | "citations" | "sections">,
): string {
  if ("value" in part) {
    const value = own(report.values, part.value);
    return value === undefined ? "" : spokenText(value);
  }
  if ("target" in part) return targetText(part.target, report.sections);
  return `(${part.citations.map((id) => own(report.citations, id)?.text ?? id).join("; ")})`;
}

const unbroken = (text: string): string => text.replaceAll(" ", "\u00a0");

/** "Figure 2", in the language of the page. */
function targetText(target: string, sections: Report["sections"]): string {
  for (const { blocks } of sections) {
    for (const block of blocks) {
      if (block.kind === "figure" && `fig-${block.id}` === target)
        return unbroken(labels.figure(block.number));
      if (block.kind === "table" && `tbl-${block.id}` === target) return unbroken(labels.table(block.number));
    }
  }
  return `@${target}`;
}

export function hasTarget(target: string, sections: Report["sections"]): boolean {
  return targetText(target, sections) !== `@${target}`;
}

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
