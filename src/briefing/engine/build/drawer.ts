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
import { PACKAGE_FOLDER } from "../store/installation.js";
import { FigureError } from "../render/errors.js";
import type { Draw, Drawing } from "../render/figure/draw.js";
import { drawRequests, outOfTime, type DrawRequest } from "../render/figure/requests.js";
import type { DrawOrder, DrawReply } from "../render/figure/drawing-program.js";
import { mime } from "../../model/mime.js";
import type { Notebook } from "../notebook/contract.js";
import { isJsonObject } from "../notebook/json.js";
import { drawerHash } from "../store/own-code.js";
import type { Store } from "../store/store.js";

export interface FigureLimits {
  /**
   * Processor time for all drawings of a figure: wide, narrow and standalone. After `maxExceeded` figures exceeded a
   * limit, the others get one second, so that a hundred endless figures do not take a hundred times as long as one.
   */
  readonly timeoutMs?: number | undefined;
  /** Size limit of a drawing; the process may use fifty times as much memory. */
  readonly sizeMb?: number | undefined;
}

export const figureLimits = { timeoutMs: 10_000, sizeMb: 20 } as const;

const maxExceeded = 4;
const shortMs = 1000;
/** A drawing that waits uses no processor time: by the clock it may take this many times its limit. */
const waitingTimes = 6;

class DrawerCrashError extends BriefingError {}

const file = path.join(PACKAGE_FOLDER, "dist/engine/render/figure/drawing-program.js");

export function openDrawer(limits: FigureLimits = {}): Drawer {
  return new Drawer(limits);
}

export class Drawer {
  readonly #timeoutMs: number;
  readonly #sizeMb: number;
  readonly #memoryMb: number;
  #program: Program | undefined;
  /** Settles when the last drawing that was requested has ended. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Rejects the drawings that have been requested so far. */
  #requested = new AbortController();
  /** Specifications that exceeded a limit in this build, by hash: their other drawings would as well. */
  readonly #exceeded = new Map<string, FigureError>();
  /** Milliseconds that drawings of a specification have taken in this build. */
  #spent = new WeakMap<DrawRequest["spec"], number>();

  constructor({ timeoutMs = figureLimits.timeoutMs, sizeMb = figureLimits.sizeMb }: FigureLimits) {
    this.#timeoutMs = timeoutMs;
    this.#sizeMb = sizeMb;
    this.#memoryMb = Math.max(500, Math.ceil(50 * sizeMb));
  }

  /** As `drawFigure`; the first figure starts the process, which keeps running. */
  readonly draw: Draw = (request) => {
    const { signal } = this.#requested;
    const drawing = this.#queue.then(() => this.#drawNext(request, signal));
    this.#queue = drawing.catch(() => undefined);
    return drawing;
  };

  /** Retries figures that exceeded a limit: the machine may have been busy. */
  readonly begin = (): void => {
    this.#exceeded.clear();
    this.#spent = new WeakMap();
  };

  /** Ends the process; pending drawings are rejected. */
  readonly close = (): void => {
    this.#end();
    this.#refuse("it was closed");
  };

  async #drawNext(request: DrawRequest, signal: AbortSignal): Promise<Drawing> {
    signal.throwIfAborted();
    const { id, spec } = request;
    const earlierError = this.#exceeded.size > 0 ? this.#exceeded.get(keyOf(request)) : undefined;
    if (earlierError !== undefined) throw earlierError;
    const { child, ready, next } = (this.#program ??= this.#start());
    // The timer keeps the command alive, which the idle process does not.
    await settlesWithin(ready, longestMs);
    signal.throwIfAborted();
    const replied = next();
    const limitMs = this.#exceeded.size < maxExceeded ? this.#timeoutMs : Math.min(this.#timeoutMs, shortMs);
    const before = this.#spent.get(spec) ?? 0;
    const leftMs = limitMs - before;
    // If sending fails, the process has ended.
    child.send({ request, limitMs: leftMs, sizeMb: this.#sizeMb } satisfies DrawOrder, () => undefined);
    const isInTime = await settlesWithin(replied, waitingTimes * leftMs);
    signal.throwIfAborted();
    if (!isInTime) {
      this.#end();
      throw this.#exceed(request, this.#tookTooLong(id, limitMs));
    }
    const reply = await replied;
    if (reply.kind === "drawn") {
      this.#spent.set(spec, before + reply.spentMs);
      return reply.drawing;
    }
    if (reply.kind === "ended" && reply.errors.endsWith(outOfTime))
      throw this.#exceed(request, this.#tookTooLong(id, limitMs));
    if (reply.kind === "ended") throw this.#exceed(request, this.#diedOf(id, reply));
    throw new FigureError(reply.message, reply);
  }

  #start(): Program {
    const started = startProgram(this.#memoryMb);
    void started.ready.then((reply) => {
      if (reply.kind === "ended" && !started.child.killed)
        this.#refuse([reply.reason, reply.errors.trim()].join("\n").trim());
    });
    void started.ended.then(() => {
      if (this.#program === started) this.#program = undefined;
    });
    return started;
  }

  #exceed(request: DrawRequest, error: FigureError): FigureError {
    this.#exceeded.set(keyOf(request), error);
    return error;
  }

  #tookTooLong(id: string, limitMs: number): FigureError {
    const late = `Figure "${id}" was not drawn within ${limitMs / 1000} s`;
    if (limitMs < this.#timeoutMs)
      return new FigureError(`${late}, which is what figures get after ${maxExceeded} that took too much.`, {
        hint: "Fix those first: this one may be fine.",
      });
    return new FigureError(`${late}.`, {
      hint: `Look in its spec for an endless expression, or a sequence or join with too many rows, or allow more time: --figure-timeout ${(4 * this.#timeoutMs) / 1000}`,
    });
  }

  #diedOf(id: string, { reason, errors }: Ended): FigureError {
    if (/heap out of memory|Allocation failed/.test(errors))
      return new FigureError(`Figure "${id}" takes more than ${this.#memoryMb} MB of memory to draw.`, {
        hint: `Draw fewer rows or marks, or allow more: --figure-size ${2 * this.#sizeMb}`,
      });
    const error = /^\w*Error\b.*$/m.exec(errors)?.[0] ?? reason;
    return new FigureError(`Figure "${id}" ended the program that draws figures: ${error}.`);
  }

  #refuse(reason: string): void {
    this.#requested.abort(new DrawerCrashError(`The program that draws figures ended: ${reason}`));
    this.#requested = new AbortController();
  }

  /** A process in an endless loop responds to no other signal. */
  #end(): void {
    this.#program?.child.kill("SIGKILL");
    this.#program = undefined;
  }
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
  const drawings = new Map<string, Promise<Drawing>>();
  return (request) => {
    const { id, spec, width, font } = request;
    const key = sha256(JSON.stringify([drawer(), spec, width, font]));
    const named = `${key} ${id}`;
    const drawing = drawings.get(named) ?? (store ? stored(store, key, () => draw(request)) : draw(request));
    drawings.set(named, drawing);
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
