/** Letters that a font lacks: without this, a program that draws SVG sets the whole line in another font. */
import { own } from "../../../lib/own.js";
import { textWidth } from "../fonts/text-width.js";

/** Whether the font has a character. */
type Has = (character: string) => boolean;

interface Line {
  readonly size: number;
  readonly weight: "regular" | "bold";
  /** Fraction of the line that is left of its position. */
  readonly anchor: number;
  readonly x: number;
}

const anchors: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 };
const lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
const ordinary = "0123456789+−=()";
/** Relative to the font size. */
const small = 0.68;
const shifts = { lowered: -0.16, raised: 0.36 };
const otherFonts = "DejaVu Sans, Liberation Sans, Noto Sans, Arial, Helvetica, sans-serif";

/** Only letters that the font lacks are set otherwise: indices as small digits, others in fonts of the machine. */
export const withMissingLetters = (svg: string, has: Has): string =>
  svg.replace(/<text\b([^>]*)>([^]*?)<\/text>/g, (whole, attributes: string, content: string) => {
    if (Array.from(decoded(content.replace(/<[^>]*>/g, ""))).every(has)) return whole;
    const inside = content.replace(
      /(<tspan\b([^>]*)>)?([^<]+)/g,
      (_, open: string | undefined, own: string | undefined, words: string) =>
        `${open ?? ""}${lineOf(words, readLine(attributes, own), has)}`,
    );
    return `<text${attributes}>${inside}</text>`;
  });

function readLine(attributes: string, inner = ""): Line {
  const read = (name: string): string | undefined =>
    [inner, attributes].map((all) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(all)?.[1]).find(Boolean);
  const weight = read("font-weight") ?? "";
  return {
    size: parseFloat(read("font-size") ?? "11"),
    weight: weight === "bold" || Number(weight) >= 600 ? "bold" : "regular",
    anchor: own(anchors, read("text-anchor") ?? "start") ?? 0,
    x: Number(read("x") ?? 0),
  };
}

interface Run {
  readonly text: string;
  readonly kind: "font" | "lowered" | "raised" | "missing";
}

function lineOf(words: string, { size, weight, anchor, x }: Line, has: Has): string {
  const runs = runsOf(decoded(words), has);
  const widths = runs.map(({ text, kind }) =>
    textWidth(text, "Source Sans 3", isIndex(kind) ? size * small : size, weight),
  );
  let at = x - anchor * widths.reduce((a, b) => a + b, 0);
  return runs
    .map((run, index) => {
      const start = at;
      at += widths[index] ?? 0;
      return `<tspan x="${start.toFixed(2)}" text-anchor="start"${looks(run.kind, size)}>${encoded(run.text)}</tspan>`;
    })
    .join("");
}

function looks(kind: Run["kind"], size: number): string {
  if (kind === "font") return "";
  if (!isIndex(kind)) return ` font-family="${otherFonts}"`;
  const shift = (shifts[kind] * size).toFixed(2);
  return ` font-size="${(small * size).toFixed(2)}px" baseline-shift="${shift}px"`;
}

const isIndex = (kind: Run["kind"]): kind is "lowered" | "raised" => kind === "lowered" || kind === "raised";

/** Neighbours of the same kind, together. */
function runsOf(text: string, has: Has): readonly Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const one = runOf(character, has);
    const last = runs.at(-1);
    if (last?.kind === one.kind) runs[runs.length - 1] = { ...one, text: last.text + one.text };
    else runs.push(one);
  }
  return runs;
}

function runOf(character: string, has: Has): Run {
  if (has(character)) return { text: character, kind: "font" };
  const low = lowered.indexOf(character);
  if (low >= 0) return { text: ordinary.charAt(low), kind: "lowered" };
  const high = raised.indexOf(character);
  if (high >= 0) return { text: ordinary.charAt(high), kind: "raised" };
  return { text: character, kind: "missing" };
}

const entities = [
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&amp;", "&"],
] as const;

const decoded = (text: string): string =>
  entities.reduce((found, [entity, character]) => found.replaceAll(entity, character), text);

const encoded = (text: string): string =>
  [...entities].reverse().reduce((found, [entity, character]) => found.replaceAll(character, entity), text);
