/** A formula in MathML → the same in OMML, Word's format. */
import type { ParagraphChild, XmlComponent } from "docx";
import { own } from "../../../lib/own.js";
import { attribute, elementsOf, isElement, isText, textOf, type Element, type Node } from "./dom.js";
import { element, inParagraph, xmlText } from "./xml.js";

export function formula(math: Element): ParagraphChild {
  return inParagraph(oMath(math));
}

export function displayedFormula(math: Element): ParagraphChild {
  return inParagraph(element("m:oMathPara", {}, oMath(math)));
}

const oMath = (math: Element): XmlComponent => element("m:oMath", {}, ...row(math.children));

type Maths = readonly XmlComponent[];

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
    const next = all.findIndex((each, at) => at > index && relations.test(textOf(each).trim()));
    const end = next < 0 ? all.length : next;
    written.push(nary(sum, row(all.slice(index + 1, end))));
    index = end - 1;
  }
  return written;
}

interface Sum {
  readonly sign: string;
  readonly under: Node | undefined;
  readonly over: Node | undefined;
  readonly place: "undOvr" | "subSup";
}

function sumOf(found: Element): Sum | undefined {
  const node = alone(found);
  const [base, first, second] = elementsOf(node.children);
  const sign = base === undefined ? "" : textOf(base).trim();
  if (!sums.has(sign)) return undefined;
  if (!/^m(?:under|over|underover|sub|sup|subsup)$/.test(node.name)) return undefined;
  const place = /under|over/.test(node.name) ? "undOvr" : "subSup";
  const isAbove = node.name === "mover" || node.name === "msup";
  return isAbove
    ? { sign, place, under: undefined, over: first }
    : { sign, place, under: first, over: second };
}

function alone(node: Element): Element {
  const [only, ...others] = elementsOf(node.children);
  return node.name === "mrow" && only !== undefined && others.length === 0 ? alone(only) : node;
}

function nary({ sign, under, over, place }: Sum, operand: Maths): XmlComponent {
  const hidden = (name: string, limit: Node | undefined) =>
    limit === undefined ? [element(name, { "m:val": "1" })] : [];
  const properties = element(
    "m:naryPr",
    {},
    element("m:chr", { "m:val": sign }),
    element("m:limLoc", { "m:val": place }),
    ...hidden("m:subHide", under),
    ...hidden("m:supHide", over),
  );
  const limit = (node: Node | undefined) => (node === undefined ? [] : term(node));
  return element(
    "m:nary",
    {},
    properties,
    element("m:sub", {}, ...limit(under)),
    element("m:sup", {}, ...limit(over)),
    element("m:e", {}, ...operand),
  );
}

function term(node: Node): Maths {
  if (isText(node)) return run(node.data, "plain");
  if (!isElement(node)) return [];
  const parts = elementsOf(node.children);
  const part = (index: number, name: string) => {
    const child = parts[index];
    return element(name, {}, ...(child === undefined ? [] : term(child)));
  };
  switch (node.name) {
    case "mi":
      return run(
        textOf(node),
        attribute(node, "mathvariant") === "normal" || textOf(node).length > 1 ? "plain" : "italic",
      );
    case "mn":
    case "mo":
    case "mtext":
      return run(textOf(node), "plain");
    case "mspace":
      return run(" ", "plain");
    case "msqrt":
      return [root([], row(node.children))];
    case "mroot":
      return [
        root(parts[1] === undefined ? [] : term(parts[1]), parts[0] === undefined ? [] : term(parts[0])),
      ];
    case "munder":
      if (braces.has(signOver(parts))) return [brace(signOver(parts), "bot", part(0, "m:e"))];
      return [element("m:limLow", {}, part(0, "m:e"), part(1, "m:lim"))];
    case "mover":
      return [over(parts, part)];
    case "munderover":
      return [
        element(
          "m:limUpp",
          {},
          element("m:e", {}, element("m:limLow", {}, part(0, "m:e"), part(1, "m:lim"))),
          part(2, "m:lim"),
        ),
      ];
    case "mtable":
      return [matrix(parts)];
    case "mphantom":
    case "annotation":
      return [];
    default: {
      const [name, ...names] = own(counterparts, node.name) ?? [];
      if (name !== undefined) return [element(name, {}, ...names.map((each, index) => part(index, each)))];
      return fenced(node) ?? row(node.children);
    }
  }
}

/** Elements with the same parts in both: OMML's name, and those of the parts. */
const counterparts: Readonly<Record<string, readonly string[]>> = {
  mfrac: ["m:f", "m:num", "m:den"],
  msub: ["m:sSub", "m:e", "m:sub"],
  msup: ["m:sSup", "m:e", "m:sup"],
  msubsup: ["m:sSubSup", "m:e", "m:sub", "m:sup"],
};

function root(degree: Maths, radicand: Maths): XmlComponent {
  const properties =
    degree.length === 0 ? [element("m:radPr", {}, element("m:degHide", { "m:val": "1" }))] : [];
  return element(
    "m:rad",
    {},
    ...properties,
    element("m:deg", {}, ...degree),
    element("m:e", {}, ...radicand),
  );
}

const braces = new Set(["⏞", "⏟"]);
const signOver = (parts: readonly Element[]): string =>
  parts[1] === undefined ? "" : textOf(parts[1]).trim();

/** Stretches over its content. */
const brace = (sign: string, place: "top" | "bot", content: XmlComponent): XmlComponent =>
  element(
    "m:groupChr",
    {},
    element("m:groupChrPr", {}, element("m:chr", { "m:val": sign }), element("m:pos", { "m:val": place })),
    content,
  );

/** A hat or a bar is an accent; anything longer is placed above. */
function over(parts: readonly Element[], part: (index: number, name: string) => XmlComponent): XmlComponent {
  const sign = signOver(parts);
  if (braces.has(sign)) return brace(sign, "top", part(0, "m:e"));
  const accent = new Map([
    ["^", "\u0302"],
    ["ˆ", "\u0302"],
    ["~", "\u0303"],
    ["˜", "\u0303"],
    ["‾", "\u0305"],
    ["¯", "\u0305"],
    ["ˉ", "\u0305"],
    ["→", "\u20D7"],
    ["˙", "\u0307"],
  ]).get(sign);
  if (accent === undefined) return element("m:limUpp", {}, part(0, "m:e"), part(1, "m:lim"));
  return element("m:acc", {}, element("m:accPr", {}, element("m:chr", { "m:val": accent })), part(0, "m:e"));
}

const matrix = (rows: readonly Element[]): XmlComponent =>
  element(
    "m:m",
    {},
    ...rows.map((each) =>
      element(
        "m:mr",
        {},
        ...elementsOf(each.children).map((cell) => element("m:e", {}, ...row(cell.children))),
      ),
    ),
  );

/** Brackets that stretch with their content. */
function fenced(node: Element): Maths | undefined {
  const parts = elementsOf(node.children);
  const [first, last] = [parts[0], parts.at(-1)];
  const isFence = (part: Element | undefined) =>
    part?.name === "mo" && (attribute(part, "fence") === "true" || attribute(part, "stretchy") === "true");
  if (parts.length < 3 || first === undefined || last === undefined || !isFence(first) || !isFence(last))
    return undefined;
  const sign = (name: string, fence: Element) => element(name, { "m:val": xmlText(textOf(fence).trim()) });
  const properties = element("m:dPr", {}, sign("m:begChr", first), sign("m:endChr", last));
  return [element("m:d", {}, properties, element("m:e", {}, ...row(parts.slice(1, -1))))];
}

function run(text: string, style: "plain" | "italic"): Maths {
  // Invisible operators: function application, times, separator, plus.
  const visible = xmlText(text.replace(/[\u2061-\u2064]/g, ""));
  if (visible === "") return [];
  const properties = style === "plain" ? [element("m:rPr", {}, element("m:sty", { "m:val": "p" }))] : [];
  return [element("m:r", {}, ...properties, element("m:t", { "xml:space": "preserve" }, visible))];
}
