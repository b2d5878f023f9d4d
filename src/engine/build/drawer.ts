/**
 * Figures are drawn in a process of their own: beside the kernels, without holding up the command or a preview. It is no
 * thread, because Vega reads dates in the time zone of the process, which would be changed under everyone else. A
 * specification may be hostile: one that takes too much time or memory ends the process and fails alone.
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
   * For all drawings of a figure: for wide and narrow screens, and to stand alone. After `mostExceeded` figures beyond a
   * limit the others get a second: a hundred without end must not take a hundred times as long as one.
   */
  readonly timeoutMs?: number | undefined;
  /** What a drawing may hold; the process may take fifty times as much. */
  readonly sizeMb?: number | undefined;
}

export const figureLimits = { timeoutMs: 10_000, sizeMb: 20 } as const;

const mostExceeded = 4;
const shortMs = 1000;

class DrawerCrashError extends BriefingError {}

interface Waiting {
  readonly request: DrawRequest;
  resolve(drawing: Drawing): void;
  reject(error: Error): void;
}

const file = path.join(PACKAGE_FOLDER, "dist/engine/render/figure/drawing-program.js");

/** Megabytes for what lives briefly: with V8's own 16 the process takes 160 MB instead of 130, and is no faster. */
const smallHeap = "--max-semi-space-size=4";

export const openDrawer = (limits: FigureLimits = {}): Drawer => new Drawer(limits);

export class Drawer {
  readonly #timeoutMs: number;
  readonly #sizeMb: number;
  readonly #memoryMb: number;
  #process: ChildProcess | undefined;
  #isReady = false;
  /** What the process is drawing. */
  #current: Waiting | undefined;
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;
  /** Milliseconds that the drawings of a specification have taken in this build. */
  #spent = new WeakMap<DrawRequest["spec"], number>();
  #errors = "";
  /** Specifications that exceeded a limit in this build, by hash: their other drawings would as well. */
  readonly #exceeded = new Map<string, FigureError>();

  constructor({ timeoutMs = figureLimits.timeoutMs, sizeMb = figureLimits.sizeMb }: FigureLimits) {
    this.#timeoutMs = timeoutMs;
    this.#sizeMb = sizeMb;
    this.#memoryMb = Math.max(500, Math.ceil(50 * sizeMb));
  }

  /** As `drawFigure`; the first figure starts the process, which stays. */
  readonly draw: Draw = (request) =>
    new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    });

  /** What exceeded a limit is tried again: the machine was busy, perhaps. */
  readonly begin = (): void => {
    this.#exceeded.clear();
    this.#spent = new WeakMap();
  };

  /** Ends the process; drawings that are still awaited are rejected. */
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
    const most = this.#exceeded.size < mostExceeded ? Infinity : shortMs;
    const limitMs = Math.min(this.#timeoutMs, most);
    const end = (): void => {
      this.#tookTooLong(limitMs);
    };
    this.#startedAt = performance.now();
    this.#timer = setTimeout(end, limitMs - (this.#spent.get(next.request.spec) ?? 0));
    const order: DrawOrder = { request: next.request, sizeMb: this.#sizeMb };
    // Where it cannot be sent the process has ended, which is heard of below.
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

  /** The figure that is being drawn is drawn, or will not be. */
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
            message: `Figure "${id}" was not drawn within ${limitMs / 1000} s, which is what figures get after ${mostExceeded} that took too much.`,
            hint: "Correct those first: this one may be in order.",
          }
        : {
            message: `Figure "${id}" was not drawn within ${seconds} s.`,
            hint: `Look for an expression without end, a sequence or a join of too many rows in its spec, or allow more: --figure-timeout ${4 * seconds}`,
          },
    );
  }

  /** The process ended by itself: on the figure that it was drawing, or before it could draw any. */
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

  /** A process in a loop hears no other signal. */
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

/** Begins to draw the figures of an executed notebook; what cannot be drawn is reported when the page needs it. */
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
 * A drawing depends on the specification with its rows, the width, the font and what draws: all of it is in its key.
 * What a figure is called and described as is written into it afterwards. One that cannot be drawn has no entry.
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
