/** Guards of sentences in Markdown cells: removes their brackets and styles their words by the condition. */
import { conditionCode } from "../../../model/guard.js";
import { findGuards } from "../../../engine/notebook/markdown/guards.js";
import { nearValues, valuesOutsideCode } from "../../../engine/notebook/markdown/near-values.js";
import type { Range as Place } from "../../../engine/notebook/markdown/syntax.js";
import { element } from "../../../engine/render/browser/element.js";

const blocks = "p, li, h1, h2, h3, h4, h5, h6, td, th, dd, dt";
/** Replaces code and values, whose words are not markup. */
const filler = "\uFFFC";

/** Wraps the words of each guard in a separate element, and removes marks; returns the new elements. */
export function wrapGuards(output: HTMLElement): readonly HTMLElement[] {
  return [...output.querySelectorAll<HTMLElement>(blocks)].flatMap((block) => {
    const made: HTMLElement[] = [];
    for (;;) {
      const { text, pieces } = textAndPieces(block);
      // The last one contains no others.
      const guard = findGuards(text, { silent: [], blocks: "guarded" }).guards.at(-1);
      if (guard === undefined) return made;
      const { sentence, content, holds, when, mark } = guard;
      const closing = rangeOf(pieces, { start: content.end, end: sentence.end });
      const words = rangeOf(pieces, content);
      const opening = rangeOf(pieces, { start: sentence.start, end: content.start });
      closing.deleteContents();
      if (mark !== undefined) {
        opening.deleteContents();
        continue;
      }
      const conditions = {
        ...(holds && { holds: holds.expression }),
        ...(when && { when: when.expression }),
      };
      const wrapper = Object.entries(conditions).reduce<Node>(
        (inner, [kind, expression]) =>
          element(
            "span",
            {
              class: "jp-briefing-guard",
              "data-guard": kind,
              "data-condition": expression,
              "data-expression": conditionCode(expression),
            },
            inner,
          ),
        words.extractContents(),
      ) as HTMLElement;
      words.insertNode(wrapper);
      opening.deleteContents();
      made.push(wrapper, ...wrapper.querySelectorAll<HTMLElement>(":scope > .jp-briefing-guard"));
    }
  });
}

/** What a build reports in this text: malformed guards and values, which JupyterLab shows as they are written. */
export function faultsIn(output: HTMLElement): readonly string[] {
  const codes = [...output.querySelectorAll("code")].filter((code) => code.closest("pre") === null);
  const inCode = nearValues(codes.map(({ textContent }) => ({ start: 0, end: 0, content: textContent })));
  const inText = [...output.querySelectorAll<HTMLElement>(blocks)].flatMap((block) => {
    const { text } = textAndPieces(block);
    // The end of a container stands in another block.
    if (/^\s*:::/.test(text)) return [];
    return [...findGuards(text, { silent: [], blocks: "guarded" }).faults, ...valuesOutsideCode(text, [])];
  });
  return [...inText, ...inCode].map(({ message, hint }) => `${message}. ${hint}`);
}

interface Piece {
  readonly node: Text;
  readonly start: number;
}

/** The text of a block, without that of nested blocks. */
function textAndPieces(block: HTMLElement): { readonly text: string; readonly pieces: readonly Piece[] } {
  const pieces: Piece[] = [];
  let text = "";
  const walk = (node: Node): void => {
    if (node instanceof Text) {
      pieces.push({ node, start: text.length });
      text += node.data;
    } else if (node instanceof HTMLElement && node.matches("code, .jp-briefing-inline, mjx-container"))
      text += filler;
    else if (!(node instanceof HTMLElement && node.matches(`${blocks}, ul, ol, table, pre`)))
      node.childNodes.forEach(walk);
  };
  block.childNodes.forEach(walk);
  return { text, pieces };
}

function rangeOf(pieces: readonly Piece[], { start, end }: Place): Range {
  const range = document.createRange();
  const piece = (at: number) => pieces.findLast((each) => each.start < at) ?? pieces[0];
  const first = pieces.findLast((each) => each.start <= start);
  const last = piece(end);
  if (first === undefined || last === undefined) return range;
  range.setStart(first.node, Math.min(first.node.length, start - first.start));
  range.setEnd(last.node, Math.min(last.node.length, end - last.start));
  return range;
}
