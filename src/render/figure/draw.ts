import type { Loader, LoggerInterface } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { FigureError } from "../errors.js";
import { figureTheme } from "./theme.js";
import { sizeSpec } from "./size.js";
import { vega, type Vega } from "./vega.js";

export interface DrawRequest {
  /** For messages. */
  readonly id: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly width: number;
  readonly font: string;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * A Vega-Lite spec → SVG as Vega writes it, the same bytes on every machine: one drawing at a time, for Vega counts
 * ids and draws random numbers for the whole process.
 */
export function drawFigure(request: DrawRequest): Promise<string> {
  const drawn = last.then(() => inUtc(() => draw(request)));
  last = drawn.catch(() => undefined);
  return drawn;
}

async function draw(request: DrawRequest): Promise<string> {
  const tools = await vega();
  try {
    // Views of several plots cannot be fitted by Vega: their plots share the width that labels leave over.
    let sized = sizeSpec(request.spec, request.width);
    for (let round = 0; ; round += 1) {
      const { svg, width } = await drawSized(tools, sized.spec, request);
      if (sized.isFitted || Math.abs(width - request.width) <= 1 || round === 2) return svg;
      sized = sizeSpec(request.spec, request.width, width - request.width + sized.overhang);
    }
  } catch (error) {
    if (error instanceof FigureError) throw error;
    throw new FigureError(
      `Figure "${request.id}" cannot be drawn: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error, hint: "Try its spec in the Vega-Lite editor, or look for a misspelt field or type." },
    );
  }
}

async function drawSized(
  tools: Vega,
  spec: Readonly<Record<string, unknown>>,
  request: DrawRequest,
): Promise<{ svg: string; width: number }> {
  const logger = failingLogger(request.id);
  const compiled = tools.compile(spec as unknown as TopLevelSpec, {
    config: figureTheme(request.font, request.width),
    logger,
  }).spec;
  tools.random.setRandom(tools.random.randomLCG(1));
  tools.core.resetSVGDefIds();
  const view = new tools.core.View(tools.core.parse(compiled, undefined, { ast: true }), {
    renderer: "none",
    expr: tools.expressionInterpreter,
    loader: refusingLoader(request.id),
    logger,
  });
  try {
    const svg = await view.toSVG();
    const width = /<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1];
    return { svg, width: Number(width ?? request.width) };
  } finally {
    view.finalize();
  }
}

/** A figure draws the rows it brings; nothing is fetched, whatever the spec says. */
function refusingLoader(id: string): Loader {
  const refuse = (uri: string) =>
    Promise.reject(
      new FigureError(`Figure "${id}" would load ${uri}.`, { hint: "Put the rows into the spec." }),
    );
  return { load: refuse, sanitize: refuse, http: refuse, file: refuse };
}

/** Vega logs what it cannot do and draws the rest; a figure that lacks something is not drawn at all. */
function failingLogger(id: string): LoggerInterface {
  const logger: LoggerInterface = {
    level: (level?: number) => (level === undefined ? 1 : logger),
    error: (...args: readonly unknown[]) => {
      const [first] = args;
      if (first instanceof FigureError) throw first;
      throw new FigureError(`Figure "${id}" cannot be drawn: ${args.map(String).join(" ")}`);
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger;
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
