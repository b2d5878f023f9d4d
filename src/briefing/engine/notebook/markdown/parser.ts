/** markdown-it, with the positions of code, pictures and formulas in inline text stored in the `meta` of tokens. */
import MarkdownIt from "markdown-it";
import { once } from "../../../lib/once.js";
import { formulaAt, type Range } from "./syntax.js";

export const markdown = once(createParser);

function createParser(): MarkdownIt {
  const parser = withFormulas(new MarkdownIt("default", { html: true }));
  parser.normalizeLink = (url) => url;
  // Content that the page will remove is found as well, so that checks can report it.
  parser.validateLink = () => true;
  notePlaces(parser, "backticks", "backtick", "code_inline");
  notePlaces(parser, "image", "image", "image");
  return parser;
}

/** Markdown would remove the backslash of `\,` and read the subscripts of two formulas as emphasis. */
export function withFormulas(parser: MarkdownIt): MarkdownIt {
  parser.inline.ruler.before("escape", "formula", (state, silent) => {
    const found = formulaAt(state.src, state.pos);
    if (found === undefined) return false;
    const start = state.pos;
    state.pos += found.whole.length;
    if (silent) return true;
    const token = state.push("formula", "code", 0);
    token.content = found.whole;
    token.meta = { ...found.formula, start, end: state.pos };
    return true;
  });
  return parser;
}

/** @param name that of the function which implements the rule */
function notePlaces({ inline: { ruler } }: MarkdownIt, rule: string, name: string, type: string): void {
  const original = ruler.getRules("").find((each) => each.name === name);
  if (original === undefined) throw new Error(`markdown-it has no rule ${name}.`);
  ruler.at(rule, (state, silent) => {
    const start = state.pos;
    const count = state.tokens.length;
    const done = original(state, silent);
    const token = state.tokens.slice(count).find((each) => each.type === type);
    if (token) token.meta = { start, end: state.pos } satisfies Range;
    return done;
  });
}
