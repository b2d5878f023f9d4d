import jsTokens, { type Token } from "js-tokens";
import type { IndicatorText } from "../../../model/indicator.js";

const labels = ["Formula", "Unit", "Range", "Undefined", "Interval", "Note", "Source"] as const;
type Label = (typeof labels)[number];

export interface DocumentedFunction {
  readonly name: string;
  /** The text of its docstring, without the stars. */
  readonly text: string;
}

/** Functions that a module (TypeScript or its declarations) exports, with their docstrings; read by words, not parsed. */
export function documentedFunctions(source: string): readonly DocumentedFunction[] {
  const tokens: Token[] = [...jsTokens(source)].filter(
    ({ type }) => type !== "WhiteSpace" && type !== "LineTerminatorSequence" && type !== "SingleLineComment",
  );
  return tokens.flatMap((token, at) => {
    if (token.value !== "export") return [];
    const words = tokens.slice(at + 1, at + 4).map(({ value }) => value);
    const declared = words.indexOf("function");
    const name =
      declared < 0 ? undefined : words.slice(0, declared).every(isModifier) && tokens[at + declared + 2];
    if (name === undefined || name === false) return [];
    const comment = tokens[at - 1];
    const isDocstring = comment?.type === "MultiLineComment" && comment.value.startsWith("/**");
    return { name: name.value, text: isDocstring ? withoutStars(comment.value) : "" };
  });
}

/** The parts of a docstring of the regular form; undefined where it has no `Formula:`. */
export function indicatorText(text: string): Partial<IndicatorText> | undefined {
  const found = new Map<Label, string>();
  const before: string[] = [];
  let current: Label | undefined;
  for (const line of text.split("\n")) {
    const label = labels.find((each) => line.startsWith(`${each}: `));
    if (label !== undefined) {
      current = label;
      found.set(label, line.slice(label.length + 2));
    } else if (current !== undefined) found.set(current, `${found.get(current) ?? ""} ${line}`.trim());
    else before.push(line);
  }
  if (!found.has("Formula")) return undefined;
  const definition = before.join(" ").replace(/\s+/g, " ").trim();
  const parts = [...found].map(([label, value]) => [label.toLowerCase(), value.replace(/\.$/, "")] as const);
  return { ...Object.fromEntries(parts), ...(definition === "" ? {} : { definition }) };
}

function isModifier(word: string): boolean {
  return word === "declare" || word === "async";
}

function withoutStars(comment: string): string {
  return comment
    .slice(3, -2)
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim();
}
