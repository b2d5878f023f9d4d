import { Parser } from "htmlparser2";

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
