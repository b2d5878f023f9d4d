/**
 * The socket of iopub. zeromq's own does not say how far a subscriber is behind: with it the kernel loses what the one
 * that reads has not read yet, or waits for the one that never reads. So its protocol is spoken here.
 */
import { rm } from "node:fs/promises";
import { connect, createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { command, FrameReader, greeting, message, ready } from "./zmtp.js";

/** Bytes that every reader may be behind before the kernel waits for the one that is least behind. */
const backlogBytes = 1024 * 1024;
/** Bytes that all subscribers together may be behind; who exceeds its share loses messages until it has read some. */
const retainedBytes = 64 * 1024 * 1024;
/** Readers none of which has read anything for so long are no longer waited for. */
const stalledMs = 30_000;
/** Of what one subscriber may send: all its subscriptions, and each single frame. */
const longestBytes = 64 * 1024;
/** Of what a ping brings along, the protocol gives back so much. */
const longestContext = 16;
/** A subscription costs memory beside its topic. */
const topicOverhead = 64;

export class Publisher {
  readonly #server: Server;
  readonly #subscribers = new Set<Subscriber>();
  #onSubscription: (topic: string) => void = () => undefined;
  /** Called when a subscriber has read all that it was sent, or has gone. */
  #moved: () => void = () => undefined;
  #isStalled = false;
  #isClosed = false;

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => {
      const subscriber = new Subscriber(socket, (topic) => {
        this.#onSubscription(topic);
      });
      this.#subscribers.add(subscriber);
      const moved = (): void => {
        this.#isStalled = false;
        this.#moved();
      };
      socket.on("drain", moved).on("close", () => {
        this.#subscribers.delete(subscriber);
        moved();
      });
    });
  }

  async listen(address: ListenOptions): Promise<void> {
    // What a kernel that was killed has left is in the way of the next; nobody answers there.
    if (address.path !== undefined && (await isLeft(address.path))) await rm(address.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      // Later errors are those of one who connects when no file can be opened any more: that one is not served.
      this.#server.on("error", reject).listen(address, resolve);
    });
  }

  /** Hears of subscriptions that came before it listened, too. */
  onSubscription(listener: (topic: string) => void): void {
    this.#onSubscription = listener;
    for (const { topics } of this.#subscribers) for (const topic of topics) listener(topic.toString());
  }

  /** Resolves when the next message may come: at once as long as somebody reads. */
  async publish(frames: readonly Uint8Array[]): Promise<void> {
    // What is written after the end of a socket would cut off what is still to be read.
    if (this.#isClosed) return;
    const [topic = Buffer.alloc(0)] = frames;
    const readers = [...this.#subscribers].filter((each) => each.wants(topic));
    if (readers.length === 0) return;
    const bytes = message(frames);
    const share = retainedBytes / readers.length;
    for (const reader of readers) if (reader.backlog <= share) reader.send(bytes);
    while (!this.#isStalled && isBehind(readers)) {
      const patience = new AbortController();
      const moved = new Promise<void>((resolve) => (this.#moved = resolve));
      const stalled = delay(stalledMs, "stalled", patience).catch(() => undefined);
      this.#isStalled = (await Promise.race([moved, stalled])) === "stalled";
      patience.abort();
    }
  }

  /** Sends what is waiting to be read, for at most so long. */
  async close(lingerMs: number): Promise<void> {
    this.#isClosed = true;
    this.#server.close();
    const ended = [...this.#subscribers].map((each) => each.end());
    await Promise.race([Promise.all(ended), delay(lingerMs)]);
    for (const each of this.#subscribers) each.cutOff();
  }
}

/** Whether a socket lies there that nobody listens to. */
function isLeft(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(file, () => {
      socket.destroy();
      resolve(false);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "ECONNREFUSED");
    });
  });
}

/** All of those that are still there. */
function isBehind(readers: readonly Subscriber[]): boolean {
  const present = readers.filter(({ isGone }) => !isGone);
  return present.length > 0 && present.every(({ backlog }) => backlog > backlogBytes);
}

class Subscriber {
  readonly #socket: Socket;
  readonly #reader = new FrameReader(longestBytes);
  readonly #onSubscription: (topic: string) => void;
  readonly topics: Buffer[] = [];
  #topicBytes = 0;

  constructor(socket: Socket, onSubscription: (topic: string) => void) {
    this.#socket = socket;
    this.#onSubscription = onSubscription;
    // A subscriber that is gone receives nothing.
    socket
      .on("error", () => undefined)
      .on("data", (chunk) => {
        try {
          for (const frame of this.#reader.take(chunk)) this.#take(frame);
        } catch {
          this.cutOff();
        }
      });
    socket.write(greeting);
    socket.write(ready);
  }

  get backlog(): number {
    return this.#socket.writableLength;
  }

  get isGone(): boolean {
    return this.#socket.destroyed;
  }

  wants(topic: Uint8Array): boolean {
    return this.topics.some((each) => each.equals(topic.subarray(0, each.length)));
  }

  send(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  end(): Promise<void> {
    return new Promise((resolve) => this.#socket.end(resolve));
  }

  cutOff(): void {
    this.#socket.destroy();
  }

  #take({ command: name, body }: ReturnType<FrameReader["take"]>[number]): void {
    if (name === "PING") this.#answerPing(body);
    if (name !== undefined) return;
    // A copy: the frame is part of a larger piece that was received.
    const topic = Buffer.from(body.subarray(1));
    if (body[0] === 1) this.#subscribe(topic);
    if (body[0] === 0) this.#unsubscribe(topic);
  }

  /** A subscriber that asks and does not read the answers is cut off. */
  #answerPing(body: Buffer): void {
    if (this.backlog > retainedBytes) throw new Error("There are too many pings.");
    this.#socket.write(command("PONG", body.subarray(2, 2 + longestContext)));
  }

  #subscribe(topic: Buffer): void {
    this.topics.push(topic);
    this.#topicBytes += topic.length + topicOverhead;
    if (this.#topicBytes > longestBytes) throw new Error("There are too many subscriptions.");
    this.#onSubscription(topic.toString());
  }

  #unsubscribe(topic: Buffer): void {
    const index = this.topics.findIndex((each) => each.equals(topic));
    if (index < 0) return;
    this.topics.splice(index, 1);
    this.#topicBytes -= topic.length + topicOverhead;
  }
}
