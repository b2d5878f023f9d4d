import type { Block, CodeBlock } from "../../model/report.js";

export type ShownBlock = Exclude<Block, CodeBlock>;

/** Code of one or more cells, folded away at one place. */
export interface CodeFold {
  readonly kind: "fold";
  readonly cells: readonly [CodeBlock, ...CodeBlock[]];
}

/**
 * The order in which a reader meets the blocks: code comes after what it shows. Cells that show nothing wait for the
 * next that does, or for the end of the section.
 */
export function foldCode(blocks: readonly Block[]): readonly (ShownBlock | CodeFold)[] {
  const folded: (ShownBlock | CodeFold)[] = [];
  let pending: CodeBlock[] = [];
  const fold = () => {
    const [first, ...rest] = pending;
    if (first !== undefined) folded.push({ kind: "fold", cells: [first, ...rest] });
    pending = [];
  };
  blocks.forEach((block, index) => {
    if (block.kind === "code") {
      pending.push(block);
      return;
    }
    folded.push(block);
    const isLastOutput = blocks[index + 1]?.cell !== block.cell;
    if (isLastOutput && pending.at(-1)?.cell === block.cell) fold();
  });
  fold();
  return folded;
}
