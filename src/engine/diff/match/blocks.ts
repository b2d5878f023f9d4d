import type { StoredReport } from "../../report/stored-report.js";

export type StoredSection = StoredReport["sections"][number];
export type StoredBlock = StoredSection["blocks"][number];
export type BlockOf<K extends StoredBlock["kind"]> = Extract<StoredBlock, { kind: K }>;

/** A block and where it stands. */
export interface Placed<B extends StoredBlock = StoredBlock> {
  readonly block: B;
  readonly section: StoredSection;
  /** From 0 among the blocks of its section. */
  readonly index: number;
}

export function placedBlocks(sections: readonly StoredSection[]): readonly Placed[] {
  return sections.flatMap((section) => section.blocks.map((block, index) => ({ block, section, index })));
}

/** Kinds that an author names. */
export type NamedBlock = BlockOf<"figure" | "table" | "claim" | "image">;
export const isNamed = (block: StoredBlock): block is NamedBlock =>
  block.kind === "figure" || block.kind === "table" || block.kind === "claim" || block.kind === "image";

/** Whether its id was given by an author, rather than made from the place where a cell displays it. */
export function isAuthored(block: NamedBlock): boolean {
  switch (block.kind) {
    case "figure":
      return block.origin === "authored";
    case "table":
      return !isShownTable(block);
    case "image":
      return false;
    case "claim":
      return true;
  }
}

/** Tables made of the HTML that a cell displayed have the number 0; those of a briefing count from 1. */
export const isShownTable = ({ number }: BlockOf<"table">): boolean => number === 0;

export function literalText(prose: StoredSection["title"]): string {
  return prose
    .map((part) => (typeof part === "string" ? part : "\0"))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** The text of a block by which it is recognised. */
export function blockText(block: StoredBlock): string {
  switch (block.kind) {
    case "prose":
      return literalText(block.text);
    case "code":
      return block.source;
    case "table":
      if (isShownTable(block)) return block.columns.map(({ title }) => title).join("\n");
      return [block.title ?? [], block.caption, block.source].map(literalText).join("\n");
    case "figure":
      return [block.title ?? [], block.caption, block.source].map(literalText).join("\n");
    case "claim":
      return [block.statement, ...block.parts.map(({ reads }) => reads)].map(literalText).join("\n");
    case "image":
      return block.alt;
    case "error":
      return `${block.ename} ${block.evalue}`;
    default:
      return block.text;
  }
}
