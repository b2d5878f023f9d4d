import type { Loader, LoggerInterface } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { FigureError } from "../errors.js";
import { crowdingOf } from "./crowding.js";
import { figureTheme } from "./theme.js";
import type { DrawRequest } from "./requests.js";
import { layoutOf, sizing, type Sizing, type SpecObject } from "./size.js";
import { notDrawn, refuseProto, VegaError } from "./not-drawn.js";
import { vega, type Vega } from "./vega.js";

/** A drawing as Vega writes it, and the Vega specification it was drawn from. */
export interface Drawing {
  readonly svg: string;
  readonly vega: SpecObject;
  /** What in it nobody can read, a sentence each. */
  readonly crowding?: readonly string[];
}

/** How a drawing comes about: `drawFigure`, or that and a memory of what it drew before. */
export type Draw = (request: DrawRequest) => Promise<Drawing>;

let last: Promise<unknown> = Promise.resolve();

/**
 * A Vega-Lite spec → SVG as Vega writes it, the same bytes on every machine: one drawing at a time, for Vega counts
 * ids and draws random numbers for the whole process.
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

/** Vega cannot fit a view of several plots: how much space labels take is measured by drawing it, up to four times. */
async function drawComposed(
  tools: Vega,
  { columns, withPlots }: Sizing & { readonly kind: "composed" },
  request: DrawRequest,
): Promise<Drawing> {
  let plot = request.width / columns;
  let perPlot = columns;
  let drawn = await drawSized(tools, withPlots(plot), request);
  for (let round = 0; round < 3 && Math.abs(drawn.width - request.width) > 1; round += 1) {
    const before = { plot, width: drawn.width };
    plot += (request.width - drawn.width) / perPlot;
    drawn = await drawSized(tools, withPlots(plot), request);
    // As wide as before: a legend or a title is, and plots need not be small for it.
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
  const { logger, errors } = keepingLogger();
  const { loader, asked } = refusingLoader();
  const compiled = tools.compile(spec as unknown as TopLevelSpec, {
    config: figureTheme(request.font, request.width, layoutOf(request.spec)),
    logger,
  }).spec;
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
      // Vega lays out a view again after it is drawn, and nobody waits for that.
      await new Promise(setImmediate);
      refuseLoading(asked, request.id);
      if (errors.length > 0) throw new VegaError(errors[0]);
    });
    const { root } = view.scenegraph() as unknown as { root: Parameters<typeof crowdingOf>[0] };
    return {
      svg,
      vega: compiled as unknown as SpecObject,
      crowding: crowdingOf(root),
      width: widthOf(svg, request),
    };
  } finally {
    view.finalize();
  }
}

/** What a browser can still draw, in pixels. */
const largestSide = 32_767;

function widthOf(svg: string, { id, width }: DrawRequest): number {
  const sides = /<svg[^>]* width="([^"]*)" height="([^"]*)"/.exec(svg)?.slice(1).map(Number) ?? [width];
  const wrong = sides.find((side) => !(side <= largestSide));
  if (wrong === undefined) return sides[0] ?? width;
  throw new FigureError(
    `Figure "${id}" would be ${sides.map((side) => `${Math.round(side)}`).join(" × ")} pixels large.`,
    {
      hint: `No browser shows more than ${largestSide} pixels: set a smaller width and height in its spec, or draw fewer rows.`,
    },
  );
}

/**
 * A figure draws the rows it brings; nothing is fetched, whatever the spec says. Vega swallows or mishandles a
 * refusal, so what it asked for is kept and looked at afterwards.
 */
function refusingLoader(): { readonly loader: Loader; readonly asked: readonly string[] } {
  const asked: string[] = [];
  const refuse = (uri: string) => {
    asked.push(uri);
    return Promise.reject(new Error(`${uri} is not loaded`));
  };
  const sanitize = (uri: string) => {
    asked.push(uri);
    return Promise.resolve({ href: "#" });
  };
  return { loader: { load: refuse, sanitize, http: refuse, file: refuse }, asked };
}

function refuseLoading([uri]: readonly string[], id: string): void {
  if (uri === undefined) return;
  throw new FigureError(`Figure "${id}" would load ${uri}.`, {
    hint: "A figure is drawn from rows in its spec: leave out URLs of data, image marks and the href channel.",
  });
}

/**
 * Vega logs what it cannot do and draws the rest; a figure that lacks something is not drawn at all. An error thrown from
 * here would reach nobody where Vega calls it unawaited.
 */
function keepingLogger(): { readonly logger: LoggerInterface; readonly errors: readonly string[] } {
  const errors: string[] = [];
  const logger: LoggerInterface = {
    level: (level?: number) => (level === undefined ? 1 : logger),
    error: (...args: readonly unknown[]) => {
      errors.push(args.map(String).join(" "));
      return logger;
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return { logger, errors };
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
