/** A formula in MathML → the same in OMML, Word's format. */
import type { ParagraphChild, XmlComponent } from "docx";
import { own } from "../../../lib/own.js";
import { attribute, elementsOf, isElement, isText, textContent, type Element, type Node } from "./dom.js";
import { element, inParagraph, xmlText } from "./xml.js";

/** In the text or, if it is displayed, on a separate line. */
export function formula(math: Element): ParagraphChild {
  const written = omml("oMath", ...row(math.children));
  return inParagraph(attribute(math, "display") === "block" ? omml("oMathPara", written) : written);
}

type Maths = readonly XmlComponent[];

const omml = (name: string, ...children: Maths): XmlComponent => element(`m:${name}`, {}, ...children);
const property = (name: string, value: string): XmlComponent => element(`m:${name}`, { "m:val": value });

const sums = new Set(["∑", "∏", "∐", "∫", "∬", "∭", "∮", "⋃", "⋂", "⋁", "⋀"]);
const relations = /^[=≠<>≤≥≈≡∼≃∝→⇒⇔∈,;+−-]$/;

/** Nodes in sequence; a sum takes its operand: everything up to the next relation sign. */
function row(nodes: readonly Node[]): Maths {
  const written: XmlComponent[] = [];
  const all = nodes.filter((node) => isElement(node) || (isText(node) && node.data.trim() !== ""));
  for (let index = 0; index < all.length; index += 1) {
    const node = all[index];
    if (node === undefined) continue;
    const sum = isElement(node) ? sumOf(node) : undefined;
    if (sum === undefined) {
      written.push(...term(node));
      continue;
    }
    const next = all.findIndex((each, at) => at > index && relations.test(textContent(each).trim()));
    const end = next < 0 ? all.length : next;
    written.push(sum(row(all.slice(index + 1, end))));
    index = end - 1;
  }
  return written;
}

/** Writes a sum around its operand; undefined for anything else. */
function sumOf(found: Element): ((operand: Maths) => XmlComponent) | undefined {
  const node = alone(found);
  const [base, first, second] = elementsOf(node.children);
  const sign = textContent(base).trim();
  if (!sums.has(sign) || !/^m(?:under|over|underover|sub|sup|subsup)$/.test(node.name)) return undefined;
  const isAbove = node.name === "mover" || node.name === "msup";
  const [under, over] = isAbove ? [undefined, first] : [first, second];
  const properties = omml(
    "naryPr",
    property("chr", sign),
    property("limLoc", /under|over/.test(node.name) ? "undOvr" : "subSup"),
    ...(under === undefined ? [property("subHide", "1")] : []),
    ...(over === undefined ? [property("supHide", "1")] : []),
  );
  const limits = [omml("sub", ...term(under)), omml("sup", ...term(over))];
  return (operand) => omml("nary", properties, ...limits, omml("e", ...operand));
}

function alone(node: Element): Element {
  const [only, ...others] = elementsOf(node.children);
  return node.name === "mrow" && only !== undefined && others.length === 0 ? alone(only) : node;
}

function term(node: Node | undefined): Maths {
  if (node === undefined) return [];
  if (isText(node)) return run(node.data, "plain");
  if (!isElement(node)) return [];
  const parts = elementsOf(node.children);
  const part = (index: number, name: string) => omml(name, ...term(parts[index]));
  switch (node.name) {
    case "mi": {
      const text = textContent(node);
      return run(text, attribute(node, "mathvariant") === "normal" || text.length > 1 ? "plain" : "italic");
    }
    case "mn":
    case "mo":
    case "mtext":
      return run(textContent(node), "plain");
    case "mspace":
      return run(" ", "plain");
    case "msqrt":
      return [root([], row(node.children))];
    case "mroot":
      return [root(term(parts[1]), term(parts[0]))];
    case "munder":
    case "mover":
      return [limit(node.name, textContent(parts[1]).trim(), part)];
    case "munderover":
      return [omml("limUpp", omml("e", omml("limLow", part(0, "e"), part(1, "lim"))), part(2, "lim"))];
    case "mtable":
      return [omml("m", ...parts.map(({ children }) => omml("mr", ...elementsOf(children).map(cellOf))))];
    case "mphantom":
    case "annotation":
      return [];
    default: {
      const [name, ...names] = own(counterparts, node.name) ?? [];
      if (name !== undefined) return [omml(name, ...names.map((each, index) => part(index, each)))];
      return fenced(node) ?? row(node.children);
    }
  }
}

/** Elements with the same parts in both: OMML's name, and those of the parts. */
const counterparts: Readonly<Record<string, readonly string[]>> = {
  mfrac: ["f", "num", "den"],
  msub: ["sSub", "e", "sub"],
  msup: ["sSup", "e", "sup"],
  msubsup: ["sSubSup", "e", "sub", "sup"],
};

function root(degree: Maths, radicand: Maths): XmlComponent {
  const properties = degree.length === 0 ? [omml("radPr", property("degHide", "1"))] : [];
  return omml("rad", ...properties, omml("deg", ...degree), omml("e", ...radicand));
}

const cellOf = (cell: Element): XmlComponent => omml("e", ...row(cell.children));

const braces = new Set(["⏞", "⏟"]);
const accents = new Map([
  ["^", "\u0302"],
  ["ˆ", "\u0302"],
  ["~", "\u0303"],
  ["˜", "\u0303"],
  ["‾", "\u0305"],
  ["¯", "\u0305"],
  ["ˉ", "\u0305"],
  ["→", "\u20D7"],
  ["˙", "\u0307"],
]);

/** A brace stretches over its content, a hat or a bar is an accent; anything longer is placed below or above. */
function limit(
  name: "munder" | "mover",
  sign: string,
  part: (index: number, name: string) => XmlComponent,
): XmlComponent {
  const isAbove = name === "mover";
  const properties = [property("chr", sign), property("pos", isAbove ? "top" : "bot")];
  if (braces.has(sign)) return omml("groupChr", omml("groupChrPr", ...properties), part(0, "e"));
  const accent = isAbove ? accents.get(sign) : undefined;
  if (accent !== undefined) return omml("acc", omml("accPr", property("chr", accent)), part(0, "e"));
  return omml(isAbove ? "limUpp" : "limLow", part(0, "e"), part(1, "lim"));
}

/** Brackets that stretch with their content. */
function fenced(node: Element): Maths | undefined {
  const parts = elementsOf(node.children);
  const first = parts[0];
  const last = parts.at(-1);
  const isFence = (part: Element | undefined) =>
    part?.name === "mo" && (attribute(part, "fence") === "true" || attribute(part, "stretchy") === "true");
  if (parts.length < 3 || first === undefined || last === undefined || !isFence(first) || !isFence(last))
    return undefined;
  const sign = (fence: Element) => xmlText(textContent(fence).trim());
  const properties = omml("dPr", property("begChr", sign(first)), property("endChr", sign(last)));
  return [omml("d", properties, omml("e", ...row(parts.slice(1, -1))))];
}

function run(text: string, style: "plain" | "italic"): Maths {
  // Invisible operators: function application, times, separator, plus.
  const visible = xmlText(text.replace(/[\u2061-\u2064]/g, ""));
  if (visible === "") return [];
  const properties = style === "plain" ? [omml("rPr", property("sty", "p"))] : [];
  return [omml("r", ...properties, element("m:t", { "xml:space": "preserve" }, visible))];
}
