import type { Block, CodeBlock } from "../../model/report.js";

export type ShownBlock = Exclude<Block, CodeBlock>;

/** All code of a section, folded, below what it shows. */
export interface CodeFold {
  readonly kind: "fold";
  readonly cells: readonly [CodeBlock, ...CodeBlock[]];
}

/** Blocks in reading order: code is in one place, after everything else. */
export function foldCode(blocks: readonly Block[]): readonly (ShownBlock | CodeFold)[] {
  const shown = blocks.filter((block) => block.kind !== "code");
  const [first, ...rest] = blocks.filter((block) => block.kind === "code");
  return first === undefined ? shown : [...shown, { kind: "fold", cells: [first, ...rest] }];
}
