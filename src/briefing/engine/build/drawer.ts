/**
 * Draws figures in a separate process, beside the kernels, without blocking the command or a preview. A thread will not
 * do: Vega reads dates in the time zone of the process, which would change for all other code. A specification may be
 * hostile: one that exceeds the time or memory limit ends the process and fails alone.
 */
import { fork } from "node:child_process";
import type { Socket } from "node:net";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { longestMs, settlesWithin } from "../../lib/waiting.js";
import { BriefingError } from "../../model/errors.js";
import { PACKAGE_FOLDER } from "../compile/installation.js";
import { FigureError } from "../render/errors.js";
import type { Draw, Drawing } from "../render/figure/draw.js";
import { drawRequests, type DrawRequest } from "../render/figure/requests.js";
import type { DrawOrder, DrawReply } from "../render/figure/drawing-program.js";
import { mime } from "../../model/mime.js";
import type { Notebook } from "../notebook/contract.js";
import { isJsonObject } from "../notebook/json.js";
import { drawerHash } from "../store/own-code.js";
import type { Store } from "../store/store.js";

export interface FigureLimits {
  /**
   * For all drawings of a figure: wide, narrow and standalone. After `maxExceeded` figures exceeded a limit, the
   * others get one second, so that a hundred endless figures do not take a hundred times as long as one.
   */
  readonly timeoutMs?: number | undefined;
  /** Size limit of a drawing; the process may use fifty times as much memory. */
  readonly sizeMb?: number | undefined;
}

export const figureLimits = { timeoutMs: 10_000, sizeMb: 20 } as const;

const maxExceeded = 4;
const shortMs = 1000;

class DrawerCrashError extends BriefingError {}

const file = path.join(PACKAGE_FOLDER, "dist/engine/render/figure/drawing-program.js");

export type Drawer = ReturnType<typeof openDrawer>;

export function openDrawer({
  timeoutMs = figureLimits.timeoutMs,
  sizeMb = figureLimits.sizeMb,
}: FigureLimits = {}) {
  const memoryMb = Math.max(500, Math.ceil(50 * sizeMb));
  let program: Program | undefined;
  /** Settles when the last drawing that was requested has ended. */
  let queue: Promise<unknown> = Promise.resolve();
  /** Rejects the drawings that have been requested so far. */
  let requested = new AbortController();
  /** Specifications that exceeded a limit in this build, by hash: their other drawings would as well. */
  const exceeded = new Map<string, FigureError>();
  /** Milliseconds that drawings of a specification have taken in this build. */
  let spent = new WeakMap<DrawRequest["spec"], number>();

  /** As `drawFigure`; the first figure starts the process, which keeps running. */
  const draw: Draw = (request) => {
    const { signal } = requested;
    const drawing = queue.then(() => drawNext(request, signal));
    queue = drawing.catch(() => undefined);
    return drawing;
  };

  async function drawNext(request: DrawRequest, signal: AbortSignal): Promise<Drawing> {
    signal.throwIfAborted();
    const { id, spec } = request;
    const known = exceeded.size > 0 ? exceeded.get(keyOf(request)) : undefined;
    if (known !== undefined) throw known;
    const { child, ready, next } = (program ??= start());
    // The timer keeps the command alive, which the idle process does not.
    await settlesWithin(ready, longestMs);
    signal.throwIfAborted();
    const replied = next();
    const limitMs = exceeded.size < maxExceeded ? timeoutMs : Math.min(timeoutMs, shortMs);
    const startedAt = performance.now();
    const before = spent.get(spec) ?? 0;
    // If sending fails, the process has ended.
    child.send({ request, sizeMb } satisfies DrawOrder, () => undefined);
    const isInTime = await settlesWithin(replied, limitMs - before);
    spent.set(spec, before + performance.now() - startedAt);
    signal.throwIfAborted();
    if (!isInTime) {
      end();
      throw exceed(request, tookTooLong(id, limitMs));
    }
    const reply = await replied;
    if (reply.kind === "drawn") return reply.drawing;
    throw reply.kind === "ended" ? exceed(request, diedOf(id, reply)) : new FigureError(reply.message, reply);
  }

  function start(): Program {
    const started = startProgram(memoryMb);
    void started.ready.then((reply) => {
      if (reply.kind === "ended" && !started.child.killed)
        refuse([reply.reason, reply.errors.trim()].join("\n").trim());
    });
    void started.ended.then(() => {
      if (program === started) program = undefined;
    });
    return started;
  }

  function exceed(request: DrawRequest, error: FigureError): FigureError {
    exceeded.set(keyOf(request), error);
    return error;
  }

  function tookTooLong(id: string, limitMs: number): FigureError {
    const late = `Figure "${id}" was not drawn within ${limitMs / 1000} s`;
    if (limitMs < timeoutMs)
      return new FigureError(`${late}, which is what figures get after ${maxExceeded} that took too much.`, {
        hint: "Fix those first: this one may be fine.",
      });
    return new FigureError(`${late}.`, {
      hint: `Look in its spec for an endless expression, or a sequence or join with too many rows, or allow more time: --figure-timeout ${(4 * timeoutMs) / 1000}`,
    });
  }

  function diedOf(id: string, { reason, errors }: Ended): FigureError {
    if (/heap out of memory|Allocation failed/.test(errors))
      return new FigureError(`Figure "${id}" takes more than ${memoryMb} MB of memory to draw.`, {
        hint: `Draw fewer rows or marks, or allow more: --figure-size ${2 * sizeMb}`,
      });
    const error = /^\w*Error\b.*$/m.exec(errors)?.[0] ?? reason;
    return new FigureError(`Figure "${id}" ended the program that draws figures: ${error}.`);
  }

  function refuse(reason: string): void {
    requested.abort(new DrawerCrashError(`The program that draws figures ended: ${reason}`));
    requested = new AbortController();
  }

  /** A process in an endless loop responds to no other signal. */
  function end(): void {
    program?.child.kill("SIGKILL");
    program = undefined;
  }

  return {
    draw,
    /** Retries figures that exceeded a limit: the machine may have been busy. */
    begin: (): void => {
      exceeded.clear();
      spent = new WeakMap();
    },
    /** Ends the process; pending drawings are rejected. */
    close: (): void => {
      end();
      refuse("it was closed");
    },
  };
}

interface Ended {
  readonly kind: "ended";
  readonly reason: string;
  /** The last of what it wrote to stderr. */
  readonly errors: string;
}

type Program = ReturnType<typeof startProgram>;

function startProgram(memoryMb: number) {
  const execArgv = [`--max-old-space-size=${memoryMb}`];
  const child = fork(file, { execArgv, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-4000);
  });
  for (const handle of [child, child.channel, child.stderr as Socket | null]) handle?.unref();
  const ended = new Promise<Ended>((resolve) => {
    const end = (reason: string): void => {
      resolve({ kind: "ended", reason, errors });
    };
    child
      .on("error", ({ message }) => {
        end(message);
      })
      .on("close", (code, signal) => {
        end(String(signal ?? code));
      });
  });
  /** The reply to a request, or how the process ended. The first message reports that it is ready. */
  const next = (): Promise<Exclude<DrawReply, { readonly kind: "ready" }> | Ended> =>
    Promise.race([ended, new Promise<never>((resolve) => child.once("message", resolve))]);
  return { child, ready: next(), next, ended };
}

const keyOf = ({ id, spec }: DrawRequest): string => sha256(JSON.stringify([id, spec]));

/**
 * Draws each figure once, and not at all if the store has its drawing. The key of a drawing holds all that it depends
 * on: the specification with its rows, the width, the font and the renderer's code. The figure's name and description
 * are inserted afterwards; only errors contain the name. A failed drawing has no entry.
 */
export function drawOnce(draw: Draw, store?: Store, drawer: () => string = drawerHash): Draw {
  const known = new Map<string, Promise<Drawing>>();
  return (request) => {
    const { id, spec, width, font } = request;
    const key = sha256(JSON.stringify([drawer(), spec, width, font]));
    const named = `${key} ${id}`;
    const drawing = known.get(named) ?? (store ? stored(store, key, () => draw(request)) : draw(request));
    known.set(named, drawing);
    return drawing;
  };
}

async function stored(store: Store, key: string, draw: () => Promise<Drawing>): Promise<Drawing> {
  const before = store.get("drawings", key) as Drawing | undefined;
  if (before !== undefined) return before;
  const drawing = await draw();
  store.put("drawings", key, drawing);
  return drawing;
}

/** Starts drawing the figures of an executed notebook; errors are reported when the page needs the drawing. */
export function drawAhead({ cells }: Notebook, draw: Draw): void {
  const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
  for (const output of outputs) {
    if (!("data" in output)) continue;
    const { [mime.figure]: figure, [mime.vegaLite]: spec } = output.data;
    if (!isJsonObject(figure) || !isJsonObject(spec) || typeof figure["id"] !== "string") continue;
    for (const request of Object.values(drawRequests({ id: figure["id"], spec })))
      draw(request).catch(() => undefined);
  }
}
