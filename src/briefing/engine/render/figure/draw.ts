import type { Loader } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { FigureError } from "../errors.js";
import type { SceneMark } from "../tooltips/scene.js";
import { crowdingOf } from "./crowding.js";
import { figureTheme } from "./theme.js";
import type { DrawRequest } from "./requests.js";
import { layoutOf, sizing, type Sizing, type SpecObject } from "./size.js";
import { notDrawn, refuseProto, VegaError } from "./not-drawn.js";
import { specInUtc } from "./utc-spec.js";
import { vega, type Vega } from "./vega.js";

/** An SVG drawing by Vega, and the Vega specification it was drawn from. */
export interface Drawing {
  readonly svg: string;
  readonly vega: SpecObject;
  /** Illegible parts of it, one sentence each. */
  readonly crowding?: readonly string[];
}

/** `drawFigure`, or a wrapper that caches its drawings. */
export type Draw = (request: DrawRequest) => Promise<Drawing>;

let last: Promise<unknown> = Promise.resolve();

/**
 * A Vega-Lite spec → SVG from Vega, the same bytes on every machine. One drawing at a time, because Vega's ids and
 * random numbers are global to the process.
 */
export function drawFigure(request: DrawRequest): Promise<Drawing> {
  const drawn = last.then(() => inUtc(() => draw(request)));
  last = drawn.catch(() => undefined);
  return drawn;
}

async function draw(request: DrawRequest): Promise<Drawing> {
  const tools = await vega();
  try {
    refuseProto(request);
    const sized = sizing(request.spec, request.width);
    if (sized.kind === "fitted") return await drawSized(tools, sized.spec, request);
    return await drawComposed(tools, sized, request);
  } catch (error) {
    throw error instanceof FigureError ? error : notDrawn(request, error, tools);
  }
}

/** Vega cannot fit a view of several plots: the space for labels is measured by drawing it, up to four times. */
async function drawComposed(
  tools: Vega,
  { columns, withPlots }: Extract<Sizing, { readonly kind: "composed" }>,
  request: DrawRequest,
): Promise<Drawing> {
  let plot = request.width / columns;
  let perPlot = columns;
  let drawn = await drawSized(tools, withPlots(plot), request);
  for (let round = 0; round < 3 && Math.abs(drawn.width - request.width) > 1; round += 1) {
    const before = { plot, width: drawn.width };
    plot += (request.width - drawn.width) / perPlot;
    drawn = await drawSized(tools, withPlots(plot), request);
    // Narrower plots did not help: a legend or title sets the width, so the plots keep theirs.
    if (plot < before.plot && before.width - drawn.width < 1)
      return await drawSized(tools, withPlots(before.plot), request);
    perPlot = Math.max(1, (drawn.width - before.width) / (plot - before.plot));
  }
  return drawn;
}

async function drawSized(
  tools: Vega,
  spec: SpecObject,
  request: DrawRequest,
): Promise<Drawing & { readonly width: number }> {
  // Vega logs what it cannot do and draws the rest; a figure that lacks something is rejected instead. An error thrown
  // by the logger would be lost, because Vega does not await every call.
  const errors: string[] = [];
  const logger = tools.core.logger(tools.core.Error, "error", (_method, _level, args) => {
    errors.push(args.map(String).join(" "));
  });
  const { loader, requested } = rejectingLoader();
  const local = tools.compile(spec as unknown as TopLevelSpec, {
    config: figureTheme(request.font, request.width, layoutOf(request.spec)),
    logger,
  }).spec;
  const compiled = specInUtc(local as SpecObject);
  tools.random.setRandom(tools.random.randomLCG(1));
  tools.core.resetSVGDefIds();
  const view = new tools.core.View(tools.core.parse(compiled, undefined, { ast: true }), {
    renderer: "none",
    expr: tools.expressionInterpreter,
    loader,
    logger,
  });
  try {
    const svg = await view.toSVG().finally(async () => {
      // Vega lays out a view again after drawing it, which is not needed.
      await new Promise(setImmediate);
      rejectLoading(requested, request.id);
      if (errors.length > 0) throw new VegaError(errors[0]);
    });
    const { root } = view.scenegraph() as unknown as { root: SceneMark };
    return {
      svg,
      vega: compiled,
      crowding: crowdingOf(root),
      width: widthOf(svg, request),
    };
  } finally {
    view.finalize();
  }
}

/** Pixels that browsers can still draw. */
const maxSide = 32_767;

function widthOf(svg: string, { id, width }: DrawRequest): number {
  const sides = /<svg[^>]* width="([^"]*)" height="([^"]*)"/.exec(svg)?.slice(1).map(Number) ?? [width];
  const wrong = sides.find((side) => !(side <= maxSide));
  if (wrong === undefined) return sides[0] ?? width;
  throw new FigureError(
    `Figure "${id}" would be ${sides.map((side) => `${Math.round(side)}`).join(" × ")} pixels large.`,
    {
      hint: `No browser shows more than ${maxSide} pixels: set a smaller width and height in its spec, or draw fewer rows.`,
    },
  );
}

/**
 * A figure is drawn from the rows in its spec; nothing is fetched. Vega ignores or mishandles a rejection by the
 * loader, so requests are recorded and checked afterwards.
 */
function rejectingLoader() {
  const requested: string[] = [];
  const reject = (uri: string) => {
    requested.push(uri);
    return Promise.reject(new Error(`${uri} is not loaded`));
  };
  const sanitize = (uri: string) => {
    requested.push(uri);
    return Promise.resolve({ href: "#" });
  };
  const loader: Loader = { load: reject, sanitize, http: reject, file: reject };
  return { loader, requested };
}

function rejectLoading([uri]: readonly string[], id: string): void {
  if (uri === undefined) return;
  throw new FigureError(`Figure "${id}" would load ${uri}.`, {
    hint: "A figure is drawn from rows in its spec: leave out URLs of data, image marks and the href channel.",
  });
}

/** Vega reads dates in the time zone of the process. */
async function inUtc<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env["TZ"];
  process.env["TZ"] = "UTC";
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
}
