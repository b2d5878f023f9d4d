/**
 * Publishes all iopub messages in order. A stream is sent immediately while the socket keeps up; otherwise consecutive
 * chunks of a stream are joined, so that 20,000 lines become a few dozen messages.
 */
import type { JsonObject, Message } from "../../client/contract.js";
import type { Composer, Parent } from "../../client/wire.js";

const joinedLimit = 64 * 1024;

interface StreamItem {
  readonly kind: "stream";
  readonly name: string;
  readonly parent: Parent;
  text: string;
  size: number;
}

interface MessageItem {
  readonly kind: "message";
  readonly msgType: string;
  readonly parent: Parent;
  readonly content: JsonObject;
  readonly size: number;
}

export interface IopubSink {
  send(topic: string, message: Message): Promise<void>;
  /** Called with an item's queued size once it has been sent. */
  delivered(size: number): void;
}

export class Iopub {
  readonly #compose: Composer["compose"];
  readonly #sink: IopubSink;
  #queue: (StreamItem | MessageItem)[] = [];
  #draining: Promise<void> | undefined;

  constructor(compose: Composer["compose"], sink: IopubSink) {
    this.#compose = compose;
    this.#sink = sink;
  }

  publish(msgType: string, parent: Parent, content: JsonObject, size = 0): void {
    this.#push({ kind: "message", msgType, parent, content, size });
  }

  status(parent: Parent, state: "starting" | "busy" | "idle"): void {
    this.publish("status", parent, { execution_state: state });
  }

  stream(name: "stdout" | "stderr", parent: Parent, text: string, size: number): void {
    const last = this.#queue.at(-1);
    if (
      last?.kind === "stream" &&
      last.name === name &&
      last.parent === parent &&
      last.text.length + text.length <= joinedLimit
    ) {
      last.text += text;
      last.size += size;
    } else {
      this.#push({ kind: "stream", name, parent, text, size });
    }
  }

  async flushed(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  #push(item: StreamItem | MessageItem): void {
    this.#queue.push(item);
    this.#draining ??= this.#drain();
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

  async #send(item: StreamItem | MessageItem): Promise<void> {
    try {
      if (item.kind === "stream") await this.#sendStream(item);
      else await this.#sink.send(item.msgType, this.#compose(item.msgType, item.content, item.parent));
    } catch (error) {
      if (item.kind === "stream") throw error;
      // Sent in the failed item's place: queued, it could arrive after the cell's idle.
      const text = `The kernel could not send ${item.msgType}: ${String(error)}\n`;
      await this.#sendStream({ name: "stderr", parent: item.parent, text });
    } finally {
      this.#sink.delivered(item.size);
    }
  }

  #sendStream({ name, parent, text }: Pick<StreamItem, "name" | "parent" | "text">): Promise<void> {
    return this.#sink.send("stream", this.#compose("stream", { name, text }, parent));
  }
}
