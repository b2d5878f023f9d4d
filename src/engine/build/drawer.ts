/**
 * Figures are drawn in a process of their own: beside the kernels, without holding up the command or a preview. It is no
 * thread, because Vega reads dates in the time zone of the process, which would be changed under everyone else.
 */
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { BriefingError } from "../../model/errors.js";
import { PACKAGE_FOLDER } from "../compile/installation.js";
import { FigureError } from "../render/errors.js";
import type { Draw, Drawing, DrawRequest } from "../render/figure/draw.js";
import type { DrawOrder, DrawReply } from "../render/figure/drawing-program.js";

export interface Drawer {
  /** As `drawFigure`; the first figure starts the process, which stays. */
  readonly draw: Draw;
  /** Ends the process; whoever still waits for a drawing is refused it. */
  readonly close: () => void;
}

export function openDrawer(): Drawer {
  let program: DrawingProgram | undefined;
  return {
    draw(request) {
      if (program?.isRunning !== true) program = new DrawingProgram();
      return program.draw(request);
    },
    close() {
      program?.end();
      program = undefined;
    },
  };
}

class DrawerCrashError extends BriefingError {}

interface Waiting {
  resolve(drawing: Drawing): void;
  reject(error: Error): void;
}

const file = path.join(PACKAGE_FOLDER, "dist/engine/render/figure/drawing-program.js");

/** Megabytes for what lives briefly: with V8's own 16 the process takes 160 MB instead of 130, and is no faster. */
const smallHeap = "--max-semi-space-size=4";

class DrawingProgram {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  isRunning = true;

  constructor() {
    this.#process = fork(file, { execArgv: [smallHeap], stdio: ["ignore", "ignore", "inherit", "ipc"] })
      .on("message", (reply: DrawReply) => {
        this.#take(reply);
      })
      .on("error", ({ message }) => {
        this.#ended(message);
      })
      .on("exit", (code, signal) => {
        this.#ended(String(signal ?? code));
      });
  }

  draw(request: DrawRequest): Promise<Drawing> {
    this.#count += 1;
    const number = this.#count;
    this.#holdCommand("ref");
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#process.send({ number, request } satisfies DrawOrder);
    });
  }

  end(): void {
    this.#process.kill();
  }

  #take(reply: DrawReply): void {
    const request = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (this.#waiting.size === 0) this.#holdCommand("unref");
    if ("drawing" in reply) request?.resolve(reply.drawing);
    else request?.reject(new FigureError(reply.fault.message, reply.fault));
  }

  #ended(reason: string): void {
    this.isRunning = false;
    const error = new DrawerCrashError(`The program that draws figures ended: ${reason}`);
    for (const request of this.#waiting.values()) request.reject(error);
    this.#waiting.clear();
  }

  /** Idle, it does not keep the command alive. */
  #holdCommand(how: "ref" | "unref"): void {
    for (const handle of [this.#process, this.#process.channel]) handle?.[how]();
  }
}
