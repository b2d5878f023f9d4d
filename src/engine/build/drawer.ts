/**
 * Draws figures in a separate process, beside the kernels, without blocking the command or a preview. A thread will not
 * do: Vega reads dates in the time zone of the process, which would change for all other code. A specification may be
 * hostile: one that exceeds the time or memory limit ends the process and fails alone.
 */
import { fork, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
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

interface Waiting {
  readonly request: DrawRequest;
  resolve(drawing: Drawing): void;
  reject(error: Error): void;
}

const file = path.join(PACKAGE_FOLDER, "dist/engine/render/figure/drawing-program.js");

/** Megabytes for short-lived objects: V8's default of 16 makes the process use 160 MB, not 130, and no faster. */
const smallHeap = "--max-semi-space-size=4";

export const openDrawer = (limits: FigureLimits = {}): Drawer => new Drawer(limits);

export class Drawer {
  readonly #timeoutMs: number;
  readonly #sizeMb: number;
  readonly #memoryMb: number;
  #process: ChildProcess | undefined;
  #isReady = false;
  /** The drawing in progress. */
  #current: Waiting | undefined;
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;
  /** Milliseconds that drawings of a specification have taken in this build. */
  #spent = new WeakMap<DrawRequest["spec"], number>();
  #errors = "";
  /** Specifications that exceeded a limit in this build, by hash: their other drawings would as well. */
  readonly #exceeded = new Map<string, FigureError>();

  constructor({ timeoutMs = figureLimits.timeoutMs, sizeMb = figureLimits.sizeMb }: FigureLimits) {
    this.#timeoutMs = timeoutMs;
    this.#sizeMb = sizeMb;
    this.#memoryMb = Math.max(500, Math.ceil(50 * sizeMb));
  }

  /** As `drawFigure`; the first figure starts the process, which keeps running. */
  readonly draw: Draw = (request) =>
    new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    });

  /** Retries figures that exceeded a limit: the machine may have been busy. */
  readonly begin = (): void => {
    this.#exceeded.clear();
    this.#spent = new WeakMap();
  };

  /** Ends the process; pending drawings are rejected. */
  readonly close = (): void => {
    this.#end();
    this.#refuseAll("it was closed");
  };

  #next(): void {
    while (this.#current === undefined) {
      const [next] = this.#waiting;
      if (next === undefined) {
        this.#holdCommand("unref");
        return;
      }
      this.#process ??= this.#start();
      this.#holdCommand("ref");
      if (!this.#isReady) return;
      this.#waiting.shift();
      const known = this.#exceeded.size > 0 ? this.#exceeded.get(keyOf(next.request)) : undefined;
      if (known === undefined) this.#send(next);
      else next.reject(known);
    }
  }

  #send(next: Waiting): void {
    this.#current = next;
    const reducedMs = this.#exceeded.size < maxExceeded ? Infinity : shortMs;
    const limitMs = Math.min(this.#timeoutMs, reducedMs);
    const end = (): void => {
      this.#tookTooLong(limitMs);
    };
    this.#startedAt = performance.now();
    this.#timer = setTimeout(end, limitMs - (this.#spent.get(next.request.spec) ?? 0));
    const order: DrawOrder = { request: next.request, sizeMb: this.#sizeMb };
    // If sending fails, the process has ended, which its exit event reports.
    this.#process?.send(order, () => undefined);
  }

  #start(): ChildProcess {
    this.#isReady = false;
    this.#errors = "";
    const execArgv = [smallHeap, `--max-old-space-size=${this.#memoryMb}`];
    const started = fork(file, { execArgv, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    const ended = (reason: string) => {
      if (this.#process === started) this.#ended(reason);
    };
    started
      .on("message", (reply: DrawReply) => {
        if (this.#process === started) this.#take(reply);
      })
      .on("error", ({ message }) => {
        ended(message);
      })
      .on("close", (code, signal) => {
        ended(String(signal ?? code));
      });
    started.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (this.#process === started) this.#errors = (this.#errors + text).slice(-4000);
    });
    return started;
  }

  #take(reply: DrawReply): void {
    if (reply.kind === "ready") this.#isReady = true;
    else {
      const current = this.#settle();
      if (reply.kind === "drawn") current?.resolve(reply.drawing);
      else current?.reject(new FigureError(reply.message, reply));
    }
    this.#next();
  }

  /** Ends the current drawing, whether or not it succeeded. */
  #settle(): Waiting | undefined {
    clearTimeout(this.#timer);
    const current = this.#current;
    this.#current = undefined;
    const spec = current?.request.spec;
    if (spec) this.#spent.set(spec, (this.#spent.get(spec) ?? 0) + performance.now() - this.#startedAt);
    return current;
  }

  #tookTooLong(limitMs: number): void {
    const seconds = this.#timeoutMs / 1000;
    this.#end();
    this.#exceed((id) =>
      limitMs < this.#timeoutMs
        ? {
            message: `Figure "${id}" was not drawn within ${limitMs / 1000} s, which is what figures get after ${maxExceeded} that took too much.`,
            hint: "Fix those first: this one may be fine.",
          }
        : {
            message: `Figure "${id}" was not drawn within ${seconds} s.`,
            hint: `Look in its spec for an endless expression, or a sequence or join with too many rows, or allow more time: --figure-timeout ${4 * seconds}`,
          },
    );
  }

  /** The process ended by itself, during a drawing or before the first. */
  #ended(reason: string): void {
    this.#process = undefined;
    const isFull = /heap out of memory|Allocation failed/.test(this.#errors);
    const error = /^\w*Error\b.*$/m.exec(this.#errors)?.[0] ?? reason;
    if (!this.#isReady) this.#refuseAll([reason, this.#errors.trim()].join("\n").trim());
    else if (isFull)
      this.#exceed((id) => ({
        message: `Figure "${id}" takes more than ${this.#memoryMb} MB of memory to draw.`,
        hint: `Draw fewer rows or marks, or allow more: --figure-size ${2 * this.#sizeMb}`,
      }));
    else
      this.#exceed((id) => ({ message: `Figure "${id}" ended the program that draws figures: ${error}.` }));
  }

  #exceed(describe: (id: string) => { readonly message: string; readonly hint?: string }): void {
    const current = this.#settle();
    if (current !== undefined) {
      const { message, hint } = describe(current.request.id);
      const error = new FigureError(message, hint === undefined ? {} : { hint });
      this.#exceeded.set(keyOf(current.request), error);
      current.reject(error);
    }
    this.#next();
  }

  #refuseAll(reason: string): void {
    const error = new DrawerCrashError(`The program that draws figures ended: ${reason}`);
    this.#settle()?.reject(error);
    for (const each of this.#waiting.splice(0)) each.reject(error);
  }

  /** A process in an endless loop responds to no other signal. */
  #end(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  /** Idle, it does not keep the command alive. */
  #holdCommand(how: "ref" | "unref"): void {
    const errors = this.#process?.stderr as Socket | null | undefined;
    for (const handle of [this.#process, this.#process?.channel, errors]) handle?.[how]();
  }
}

const keyOf = ({ id, spec }: DrawRequest): string => sha256(JSON.stringify([id, spec]));

export function drawOnce(draw: Draw): Draw {
  const known = new Map<string, Promise<Drawing>>();
  return (request) => {
    const key = sha256(JSON.stringify(request));
    const drawing = known.get(key) ?? draw(request);
    known.set(key, drawing);
    return drawing;
  };
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

/**
 * The key of a drawing holds all that it depends on: the specification with its rows, the width, the font and the
 * renderer's code. The figure's name and description are inserted afterwards. A failed drawing has no entry.
 */
export function cachedDraw(store: Store, draw: Draw, drawer: () => string = drawerHash): Draw {
  return async (request) => {
    const { spec, width, font } = request;
    const key = sha256(JSON.stringify([drawer(), spec, width, font]));
    const before = store.get("drawings", key) as Drawing | undefined;
    if (before !== undefined) return before;
    const drawing = await draw(request);
    store.put("drawings", key, drawing);
    return drawing;
  };
}
