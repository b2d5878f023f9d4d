/** A Chromium, spoken to through its DevTools pipe. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import * as z from "zod";
import { chromiumFlags } from "../../../engine/render/chromium.js";
import { BrowserError } from "../../../engine/render/errors.js";

type Parameters = Readonly<Record<string, unknown>>;

/** A page that is open. */
export interface OpenPage {
  readonly send: (method: string, parameters?: Parameters) => Promise<unknown>;
  /** What an expression gives in the page, as JSON; a promise is awaited. */
  readonly evaluate: (expression: string) => Promise<unknown>;
}

const reply = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const target = z.object({ targetId: z.string() });
const session = z.object({ sessionId: z.string() });
const evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z
    .object({ text: z.string(), exception: z.object({ description: z.string().optional() }).optional() })
    .optional(),
});

/** Starts a browser, gives it to `work`, and ends it whatever comes. */
export async function withChromium<T>(
  program: string,
  signal: AbortSignal,
  work: (open: () => Promise<OpenPage>) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const folder = await mkdtemp(path.join(os.tmpdir(), "briefing-check-"));
  const child = spawn(program, [...chromiumFlags(path.join(folder, "profile")), "--remote-debugging-pipe"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close").catch(() => undefined);
  const [, , , toBrowser, fromBrowser] = child.stdio;
  try {
    const talk = new Conversation(toBrowser as Writable, fromBrowser as Readable);
    const gone = ended.then(() => {
      throw new BrowserError(`${program} ended before the page was checked.`, {
        hint: "Set CHROMIUM to the path of another browser of its kind.",
      });
    });
    const given = new Promise<never>((_, reject) => {
      const end = () => {
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", end, { once: true });
      // While the folder was made.
      if (signal.aborted) end();
    });
    const done = work(async () => openPage(talk));
    return await Promise.race([done, gone, given]);
  } finally {
    child.kill("SIGKILL");
    await ended;
    // The browser's helpers may still be writing into the profile.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
  }
}

async function openPage(talk: Conversation): Promise<OpenPage> {
  const { targetId } = target.parse(await talk.send("Target.createTarget", { url: "about:blank" }));
  const { sessionId } = session.parse(await talk.send("Target.attachToTarget", { targetId, flatten: true }));
  const send = (method: string, parameters: Parameters = {}) => talk.send(method, parameters, sessionId);
  return {
    send,
    evaluate: async (expression) => {
      const options = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails: fault } = evaluated.parse(await send("Runtime.evaluate", options));
      if (fault !== undefined)
        throw new BrowserError(`The page cannot be checked: ${fault.exception?.description ?? fault.text}`);
      return result.value;
    },
  };
}

/** Requests and their replies, which a zero byte ends. */
class Conversation {
  readonly #out: Writable;
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  #last = 0;

  constructor(out: Writable, input: Readable) {
    this.#out = out;
    // Whoever waits is told that the browser has ended.
    out.on("error", () => undefined);
    let rest: Buffer[] = [];
    input.on("data", (chunk: Buffer) => {
      let from = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
        this.#hear(Buffer.concat([...rest, chunk.subarray(from, end)]).toString("utf8"));
        rest = [];
        from = end + 1;
      }
      rest.push(chunk.subarray(from));
    });
  }

  send(method: string, params: Parameters, sessionId?: string): Promise<unknown> {
    const id = (this.#last += 1);
    this.#out.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Events have no number, and nobody asks for them. */
  #hear(text: string): void {
    const { success, data } = reply.safeParse(JSON.parse(text));
    if (!success) return;
    const waiting = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    if (data.error === undefined) waiting?.resolve(data.result);
    else waiting?.reject(new BrowserError(`The browser refuses: ${data.error.message}`));
  }
}
