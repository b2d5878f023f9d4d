import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Spec } from "../../src/charts/spec.js";
import { sizing } from "../../src/render/figure/size.js";
import { vega } from "../../src/render/figure/vega.js";

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

interface Drawn {
  readonly svg: string;
  readonly marks: readonly Mark[];
}

/** Draws a spec as the page does, at one width; throws for anything Vega-Lite warns of. */
export async function draw(spec: Spec, width: number): Promise<Drawn> {
  const size = "concat" in spec ? sizing(spec, width) : undefined;
  if (size?.kind !== "composed") return drawSized({ ...spec, width });
  // What stands beside the plots is seen only in a drawing, so each drawing tells how wide the next one's plots are.
  let plot = width / size.columns;
  let drawn = await drawSized(size.withPlots(plot));
  for (let round = 0; round < 3 && widthOf(drawn.svg) > width; round += 1) {
    plot -= Math.ceil((widthOf(drawn.svg) - width) / size.columns);
    drawn = await drawSized(size.withPlots(plot));
  }
  return drawn;
}

async function drawSized(spec: Spec): Promise<Drawn> {
  // Measures text as the page's face does; without it Vega guesses.
  await vega();
  const complain = (...messages: readonly unknown[]): never => {
    throw new Error(messages.join(" "));
  };
  const silent = () => logger;
  const logger = { warn: complain, error: complain, info: silent, debug: silent, level: silent };
  const { spec: compiled } = compile(spec as unknown as TopLevelSpec, { logger: logger });
  const view = new View(parse(compiled), { renderer: "none" });
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
