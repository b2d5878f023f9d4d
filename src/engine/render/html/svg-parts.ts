/** How much a browser draws of an SVG whose parts are used again and again. */
import { Parser } from "htmlparser2";

/** Chromium draws that many in about four seconds. */
export const mostParts = 200_000;

interface Part {
  readonly id: string | undefined;
  /** How many simple shapes take as long to draw as this one. */
  readonly weight: number;
  /** Ids of what is drawn with it: by `use`, as a filling, a mask, a marker … */
  readonly references: readonly string[];
  /** How often: a marker at each point of a line. */
  readonly times: number;
  readonly children: Part[];
}

/** As many parts as are drawn, or more than `mostParts`: no further are counted. */
export function partsDrawn(svg: string): number {
  const root: Part = { id: undefined, weight: 0, references: [], times: 1, children: [] };
  const byId = new Map<string, Part>();
  const open = [root];
  new Parser(
    {
      onopentag(name, attributes) {
        const part = partOf(name, attributes);
        open.at(-1)?.children.push(part);
        open.push(part);
        if (part.id !== undefined && !byId.has(part.id)) byId.set(part.id, part);
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true },
  ).end(svg);
  let count = 0;
  const drawn = [{ part: root, times: 1 }];
  for (let next = drawn.pop(); next !== undefined && count <= mostParts; next = drawn.pop()) {
    const { part, times } = next;
    count += part.weight * times;
    for (const child of part.children) drawn.push({ part: child, times });
    for (const id of part.references) {
      const used = byId.get(id);
      if (used !== undefined) drawn.push({ part: used, times: times * part.times });
    }
  }
  return count;
}

const lettersOfShape = 100;

function partOf(name: string, attributes: Readonly<Record<string, string>>): Part {
  const points = attributes["d"] ?? attributes["points"] ?? "";
  const references = Object.entries(attributes).flatMap(([attribute, value]) =>
    /^(?:xlink:)?href$/.test(attribute) && value.startsWith("#") && name !== "a"
      ? [value.slice(1)]
      : [...value.matchAll(/url\(\s*["']?#([^"')\s]+)/g)].map(([, id = ""]) => id),
  );
  const isMarked = Object.entries(attributes).some(([attribute, value]) =>
    `${attribute}:${value}`.includes("marker"),
  );
  return {
    id: attributes["id"],
    weight: 1 + Math.floor(points.length / lettersOfShape),
    references,
    times: isMarked ? Math.max(1, points.match(/[a-z,]|\s/gi)?.length ?? 1) : 1,
    children: [],
  };
}
