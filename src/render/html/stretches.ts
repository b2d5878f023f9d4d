import type { ShownBlock, CodeFold } from "../code-folds.js";
import type { Drawings } from "./figure-specs.js";
import { markup, trusted, type Html } from "./template.js";

/** A chapter of more figures than this is written in stretches. */
const longChapter = 60;
const figuresEach = 20;

/** A part of a chapter and what it became. */
export interface WrittenBlock {
  readonly block: ShownBlock | CodeFold;
  readonly html: Html;
}

/**
 * The parts of a chapter as they follow one another; those of a very long one in stretches which a browser leaves alone
 * until the reader comes near: laid out as a whole, a chapter of thousands of figures would take a minute to open.
 */
export function inStretches(written: readonly WrittenBlock[], drawings: Drawings): Html {
  const figures = written.filter(({ block }) => block.kind === "figure").length;
  if (figures <= longChapter) return markup`${written.map(({ html }) => html)}`;
  const stretches: WrittenBlock[][] = [[]];
  let count = 0;
  for (const each of written) {
    // A figure's code stays with it.
    if (count >= figuresEach && each.block.kind !== "fold") {
      stretches.push([]);
      count = 0;
    }
    stretches.at(-1)?.push(each);
    if (each.block.kind === "figure") count += 1;
  }
  return markup`${stretches.map((blocks) => {
    const height = Math.round(blocks.reduce((sum, each) => sum + likelyHeight(each, drawings), 0));
    const size = ` style="contain-intrinsic-height:auto ${height}px"`;
    return markup`<div class="stretch"${trusted(size)}>\n${blocks.map(({ html }) => html)}</div>\n`;
  })}`;
}

/** Pixels that a part may take, until it has been laid out. */
function likelyHeight({ block, html }: WrittenBlock, drawings: Drawings): number {
  if (block.kind === "fold") return 60;
  if (block.kind === "table") return 160 + 32 * block.rows.length;
  if (block.kind === "figure") {
    const [, height = "340"] = /^<svg[^>]* height="([\d.]+)"/.exec(drawings.get(block.id)?.wide ?? "") ?? [];
    return Number(height) + 220;
  }
  const words = html.text.replace(/<[^>]*>/g, "").length;
  return 30 + (words / 66) * 28;
}
