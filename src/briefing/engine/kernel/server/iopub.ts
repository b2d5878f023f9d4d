/**
 * Publishes all iopub messages in order. A stream is sent immediately while the socket keeps up; otherwise consecutive
 * chunks of a stream are joined, so that 20,000 lines become a few dozen messages.
 */
import type { JsonObject, Message } from "../../client/contract.js";
import type { Composer, Parent } from "../../client/wire.js";

const joinedLimit = 64 * 1024;

interface Item {
  readonly msgType: string;
  readonly parent: Parent;
  content: JsonObject;
  size: number;
}

export interface IopubSink {
  send(topic: string, message: Message): Promise<void>;
  /** Called with an item's queued size once it has been sent. */
  delivered(size: number): void;
}

export class Iopub {
  readonly #compose: Composer["compose"];
  readonly #sink: IopubSink;
  #queue: Item[] = [];
  #draining: Promise<void> | undefined;

  constructor(compose: Composer["compose"], sink: IopubSink) {
    this.#compose = compose;
    this.#sink = sink;
  }

  publish(msgType: string, parent: Parent, content: JsonObject, size = 0): void {
    const last = this.#queue.at(-1);
    const joined = msgType === "stream" && last?.parent === parent ? joinedStream(last, content) : undefined;
    if (last !== undefined && joined !== undefined) {
      last.content = joined;
      last.size += size;
    } else this.#queue.push({ msgType, parent, content, size });
    this.#draining ??= this.#drain();
  }

  status(parent: Parent, state: "starting" | "busy" | "idle"): void {
    this.publish("status", parent, { execution_state: state });
  }

  async flushed(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // Lets messages already posted by the main thread arrive, so that they can be joined.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = this.#queue;
      this.#queue = [];
      for (const item of batch) await this.#send(item);
    }
    this.#draining = undefined;
  }

  async #send({ msgType, parent, content, size }: Item): Promise<void> {
    const send = (type: string, sent: JsonObject): Promise<void> =>
      this.#sink.send(type, this.#compose(type, sent, parent));
    try {
      await send(msgType, content);
    } catch (error) {
      if (msgType === "stream") throw error;
      // Sent in the failed item's place: queued, it could arrive after the cell's idle.
      const text = `The kernel could not send ${msgType}: ${String(error)}\n`;
      await send("stream", { name: "stderr", text });
    } finally {
      this.#sink.delivered(size);
    }
  }
}

/** The two chunks as one; undefined if they do not belong together or are too long. */
function joinedStream({ msgType, content: last }: Item, { name, text }: JsonObject): JsonObject | undefined {
  if (msgType !== "stream" || last.name !== name) return undefined;
  if (typeof last.text !== "string" || typeof text !== "string") return undefined;
  return last.text.length + text.length <= joinedLimit ? { ...last, text: last.text + text } : undefined;
}
