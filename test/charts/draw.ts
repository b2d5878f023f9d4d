import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Spec } from "../../src/charts/spec.js";

export interface Mark {
  readonly type: string;
  /** `mark`, or the part of an axis. */
  readonly role: string;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

interface SceneNode {
  readonly marktype?: string;
  readonly role?: string;
  readonly items?: readonly SceneNode[];
}

/** Draws a spec as the page does, at one width; throws for anything Vega-Lite warns of. */
export async function draw(
  spec: Spec,
  width: number,
): Promise<{ readonly svg: string; readonly marks: readonly Mark[] }> {
  const complain = (...messages: readonly unknown[]): never => {
    throw new Error(messages.join(" "));
  };
  const silent = () => logger;
  const logger = { warn: complain, error: complain, info: silent, debug: silent, level: silent };
  const { spec: vega } = compile({ ...spec, width } as unknown as TopLevelSpec, { logger: logger });
  const view = new View(parse(vega), { renderer: "none" });
  const svg = await view.toSVG();
  const marks = collect((view.scenegraph() as unknown as { readonly root: SceneNode }).root);
  view.finalize();
  return { svg, marks };
}

function collect(node: SceneNode): readonly Mark[] {
  const children = node.items ?? [];
  const own =
    node.marktype === undefined || node.marktype === "group"
      ? []
      : [{ type: node.marktype, role: node.role, items: children }];
  return [...(own as unknown as Mark[]), ...children.flatMap(collect)];
}

export const widthOf = (svg: string): number => Number(/ width="(\d+(?:\.\d+)?)"/.exec(svg)?.[1]);
