import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Spec } from "../../../../src/briefing/authoring/charts/spec.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { figureFonts } from "../../../../src/briefing/engine/render/figure/theme.js";

export interface Mark {
  readonly type: string;
  /** `mark`, or the part of an axis. */
  readonly role: string;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** Position of the plot whose corner is the items' origin. */
  readonly origin: Point;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface SceneNode {
  readonly marktype?: string;
  readonly role?: string;
  readonly items?: readonly SceneNode[];
  readonly x?: number;
  readonly y?: number;
}

interface Drawn {
  readonly svg: string;
  readonly marks: readonly Mark[];
}

/** Draws a spec as the page does, at one width; throws for any Vega-Lite warning. */
export async function draw(spec: Spec, width: number): Promise<Drawn> {
  const complain = (...messages: readonly unknown[]): never => {
    throw new Error(messages.join(" "));
  };
  const silent = () => logger;
  const logger = { warn: complain, error: complain, info: silent, debug: silent, level: silent };
  compile({ ...spec, ...("concat" in spec ? {} : { width }) } as unknown as TopLevelSpec, { logger });
  const { svg, vega } = await drawFigure({ id: "chart", spec, width, font: figureFonts.page });
  const view = new View(parse(vega), { renderer: "none" });
  await view.runAsync();
  const marks = collect((view.scenegraph() as unknown as { readonly root: SceneNode }).root);
  view.finalize();
  return { svg, marks };
}

function collect(node: SceneNode, from: Point = { x: 0, y: 0 }): readonly Mark[] {
  const children = node.items ?? [];
  if (node.marktype !== undefined && node.marktype !== "group")
    return [{ type: node.marktype, role: node.role, items: children, origin: from } as unknown as Mark];
  // A group mark contains groups, each of which has a position and contains marks.
  const origin =
    node.marktype === undefined ? { x: from.x + (node.x ?? 0), y: from.y + (node.y ?? 0) } : from;
  return children.flatMap((child) => collect(child, origin));
}

export const widthOf = (svg: string): number => Number(/ width="(\d+(?:\.\d+)?)"/.exec(svg)?.[1]);
