import { Parser } from "htmlparser2";
import { escapeHtml } from "../../../render/html/template.js";

/** Colours that the page's style explains: before, after. */
const halos = { before: "#d55e00", after: "#0072b2" } as const;
/** Beyond this, everything was drawn anew, and marks on everything would say nothing. */
const most = 2000;

/** A mark: what is drawn and where, as one text, and how to draw it again alone. */
interface Mark {
  readonly key: string;
  /** The same without its course: equal for a line before and after its data moved. */
  readonly identity: string;
  readonly node: SvgNode;
  /** Attributes of the groups it stands in, which place and paint it, outermost first. */
  readonly groups: readonly SvgNode["attributes"][];
}

export interface MarkedPicture {
  readonly svg: string;
  readonly count: number;
}

/** The marks of two drawings that are not the same in both, each with a halo; undefined where there are none. */
export function changedMarks(before: string, after: string): MarkedPicture | undefined {
  const [earlier, later] = [parseSvg(before), parseSvg(after)];
  if (earlier === undefined || later === undefined) return undefined;
  const [from, to] = [svgSize(earlier), svgSize(later)];
  if (from === undefined || to === undefined) return undefined;
  const [old, now] = [marksOf(earlier), marksOf(later)];
  const gone = without(old, now);
  const come = without(now, old);
  const count = gone.length + come.length;
  if (count === 0 || count > most) return undefined;
  const [width, height] = [Math.max(from[0], to[0]), Math.max(from[1], to[1])];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<g opacity="0.6">${gone.map((mark) => drawn(mark, come, halos.before)).join("")}</g>` +
    `${come.map((mark) => drawn(mark, gone, halos.after)).join("")}</svg>`;
  return { svg, count };
}

const shapes = new Set(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"]);
const unseen = new Set(["defs", "title", "desc", "style", "script", "metadata", "clipPath", "mask"]);

function marksOf(root: SvgNode): readonly Mark[] {
  const marks: Mark[] = [];
  // Groups down to the plot only place it: a wider label that pushes it aside changes no mark.
  const visit = (node: SvgNode, groups: Mark["groups"], place: readonly string[]) => {
    const { name, attributes, children } = node;
    if (unseen.has(name) || /^(?:background|foreground)$/.test(attributes["class"] ?? "")) return;
    if (shapes.has(name)) {
      const { d = "", ...others } = attributes;
      const identity = JSON.stringify([name, sorted(others), place, children]);
      marks.push({ key: `${identity}${d}`, identity, node, groups });
      return;
    }
    const isRoot = /\brole-frame\b/.test(attributes["class"] ?? "");
    const own = attributes["transform"];
    const inner = name === "g" && Object.keys(attributes).length > 0 ? [...groups, attributes] : groups;
    const relative = isRoot ? [] : own === undefined ? place : [...place, own];
    for (const child of children) if (typeof child !== "string") visit(child, inner, relative);
  };
  visit(root, [], []);
  return marks;
}

function sorted(attributes: Readonly<Record<string, string>>) {
  return Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Those of one side that the other does not have as often. */
function without(marks: readonly Mark[], others: readonly Mark[]): readonly Mark[] {
  const counts = new Map<string, number>();
  for (const { key } of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  return marks.filter(({ key }) => {
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
}

function drawn({ node, identity, groups }: Mark, others: readonly Mark[], halo: string): string {
  const { name, attributes } = node;
  const twin = name === "path" ? others.find((other) => other.identity === identity) : undefined;
  const d = twin && changedStretch(attributes["d"] ?? "", twin.node.attributes["d"] ?? "");
  const width = name === "text" ? 4 : Number(attributes["stroke-width"] ?? 1) + 6;
  const around: SvgNode = {
    ...node,
    attributes: {
      ...attributes,
      ...(d === undefined ? {} : { d }),
      // A closed area is filled, an open line only stroked.
      fill: "none",
      stroke: halo,
      opacity: "0.45",
      "stroke-width": String(width),
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
    },
  };
  const both = written(around) + written(node);
  return groups.reduceRight((inner, attributes) => `<g${attributesText(attributes)}>${inner}</g>`, both);
}

function written({ name, attributes, children }: SvgNode): string {
  const inner = children.map((child) => (typeof child === "string" ? escapeHtml(child) : written(child)));
  return `<${name}${attributesText(attributes)}>${inner.join("")}</${name}>`;
}

/** Without names, events and references, which lead out of what is drawn here. */
function attributesText(attributes: SvgNode["attributes"]): string {
  return Object.entries(attributes)
    .filter(
      ([name, value]) =>
        !/^(?:on|id$|class$|clip-path$|href$|xlink:|aria-|role$)/i.test(name) && !/url\(/i.test(value),
    )
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
}

/**
 * The part of a line's course where it differs from another's: of a line through thirty years one of which changed, the
 * stretch around that year. Undefined where the two cannot be held against each other point by point.
 */
export function changedStretch(course: string, other: string): string | undefined {
  const [points, others] = [pointsOf(course), pointsOf(other)];
  if (points === undefined || others === undefined || points.length !== others.length) return undefined;
  const parts: string[] = [];
  let open = -1;
  points.forEach((point, index) => {
    const isNearChange = [index - 1, index, index + 1].some((at) => points[at] !== others[at]);
    if (!isNearChange) {
      open = -1;
      return;
    }
    parts.push(`${open === index - 1 && index > 0 ? "L" : "M"}${point}`);
    open = index;
  });
  return parts.join("");
}

/** Corners of a course of straight lines in one piece. */
function pointsOf(course: string): readonly string[] | undefined {
  if (!/^M[^MLZHVCSQTAmlhvcsqtaz]+(?:L[^MLZHVCSQTAmlhvcsqtaz]+)+$/.test(course)) return undefined;
  return course.slice(1).split("L");
}

/** An element of a drawing. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (SvgNode | string)[];
}

/** The drawing as a tree; undefined where the text is none. */
export function parseSvg(svg: string): SvgNode | undefined {
  interface Open {
    name: string;
    attributes: Record<string, string>;
    children: (Open | string)[];
  }
  const root: Open = { name: "", attributes: {}, children: [] };
  const open = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const node: Open = { name, attributes, children: [] };
        open.at(-1)?.children.push(node);
        open.push(node);
      },
      ontext(text) {
        open.at(-1)?.children.push(text);
      },
      onclosetag() {
        if (open.length > 1) open.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(svg);
  return root.children.find((child): child is Open => typeof child !== "string" && child.name === "svg");
}

/** Width and height in pixels. */
export function svgSize({ attributes }: SvgNode): readonly [number, number] | undefined {
  const box = (attributes["viewBox"] ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const size = [attributes["width"], attributes["height"]].map((each, index) =>
    each !== undefined && /^[\d.]+(?:px)?$/.test(each) ? parseFloat(each) : (box[index + 2] ?? Number.NaN),
  );
  const [width = 0, height = 0] = size;
  return width > 0 && height > 0 && Number.isFinite(width + height) ? [width, height] : undefined;
}
