import type { Block, CodeBlock } from "../../model/report.js";

export type ShownBlock = Exclude<Block, CodeBlock>;

/** All code of a section, folded away behind what it shows. */
export interface CodeFold {
  readonly kind: "fold";
  readonly cells: readonly [CodeBlock, ...CodeBlock[]];
}

/** The order in which a reader meets the blocks: code stands in one place, after everything else. */
export function foldCode(blocks: readonly Block[]): readonly (ShownBlock | CodeFold)[] {
  const shown = blocks.filter((block) => block.kind !== "code");
  const [first, ...rest] = blocks.filter((block) => block.kind === "code");
  return first === undefined ? shown : [...shown, { kind: "fold", cells: [first, ...rest] }];
}
