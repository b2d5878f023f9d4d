/**
 * The iopub socket, which implements ZeroMQ's protocol itself: zeromq's own socket does not report a subscriber's
 * backlog, so the kernel would either drop messages for slow readers or block on stalled ones.
 */
import { rm } from "node:fs/promises";
import { connect, createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Bytes by which every reader may lag before the kernel waits for the fastest. */
const backlogBytes = 1024 * 1024;
/** Total backlog in bytes. A subscriber that exceeds its share loses messages until it has read some. */
const retainedBytes = 64 * 1024 * 1024;
/** If no reader makes progress for this long, the kernel stops waiting. */
const stalledMs = 30_000;
/** Limits in bytes for each subscriber: the total of its subscriptions, and each frame it sends. */
const maxBytes = 64 * 1024;
/** Maximum bytes of a ping's context that a pong returns, per the protocol. */
const maxContext = 16;
/** Estimated memory per subscription in addition to its topic. */
const topicOverhead = 64;

export class Publisher {
  readonly #server: Server;
  readonly #subscribers = new Set<Subscriber>();
  #onSubscription: (topic: string) => void = () => undefined;
  /** Called when a subscriber has read its backlog or disconnected. */
  #progressed: () => void = () => undefined;
  #isStalled = false;
  #isClosed = false;

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => {
      const subscriber = new Subscriber(socket, (topic) => {
        this.#onSubscription(topic);
      });
      this.#subscribers.add(subscriber);
      const progressed = (): void => {
        this.#isStalled = false;
        this.#progressed();
      };
      socket.on("drain", progressed).on("close", () => {
        this.#subscribers.delete(subscriber);
        progressed();
      });
    });
  }

  async listen(address: ListenOptions): Promise<void> {
    // Removes a stale socket file left by a killed kernel.
    if (address.path !== undefined && (await isStale(address.path))) await rm(address.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      // Later errors concern connections that fail because no more files can be opened; those are dropped.
      this.#server.on("error", reject).listen(address, resolve);
    });
  }

  /** Also reports subscriptions made before the listener was added. */
  onSubscription(listener: (topic: string) => void): void {
    this.#onSubscription = listener;
    for (const { topics } of this.#subscribers) for (const topic of topics) listener(topic.toString());
  }

  /** Resolves when the next message may be sent: immediately as long as any reader keeps up. */
  async publish(frames: readonly Uint8Array[]): Promise<void> {
    // Writing after a socket's end would discard data still to be read.
    if (this.#isClosed) return;
    const [topic = Buffer.alloc(0)] = frames;
    const readers = [...this.#subscribers].filter((each) => wants(each, topic));
    if (readers.length === 0) return;
    const bytes = message(frames);
    const share = retainedBytes / readers.length;
    for (const reader of readers) if (reader.socket.writableLength <= share) reader.socket.write(bytes);
    while (!this.#isStalled && isBehind(readers)) {
      const timeout = new AbortController();
      const progressed = new Promise<void>((resolve) => (this.#progressed = resolve));
      const stalled = delay(stalledMs, "stalled", timeout).catch(() => undefined);
      this.#isStalled = (await Promise.race([progressed, stalled])) === "stalled";
      timeout.abort();
    }
  }

  /** Flushes pending messages, for at most `lingerMs`. */
  async close(lingerMs: number): Promise<void> {
    this.#isClosed = true;
    this.#server.close();
    const ended = [...this.#subscribers].map(
      ({ socket }) => new Promise<void>((resolve) => socket.end(resolve)),
    );
    await Promise.race([Promise.all(ended), delay(lingerMs)]);
    for (const { socket } of this.#subscribers) socket.destroy();
  }
}

/** Whether the socket file exists but no process listens on it. */
function isStale(file: string): Promise<boolean> {
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

/** Whether every connected reader exceeds the backlog limit. */
function isBehind(readers: readonly Subscriber[]): boolean {
  const present = readers.filter(({ socket }) => !socket.destroyed);
  return present.length > 0 && present.every(({ socket }) => socket.writableLength > backlogBytes);
}

const wants = ({ topics }: Subscriber, topic: Uint8Array): boolean =>
  topics.some((each) => each.equals(topic.subarray(0, each.length)));

class Subscriber {
  readonly socket: Socket;
  readonly #reader = new FrameReader(maxBytes);
  readonly #onSubscription: (topic: string) => void;
  readonly topics: Buffer[] = [];
  #topicBytes = 0;

  constructor(socket: Socket, onSubscription: (topic: string) => void) {
    this.socket = socket;
    this.#onSubscription = onSubscription;
    // A disconnected subscriber receives nothing.
    socket
      .on("error", () => undefined)
      .on("data", (chunk) => {
        try {
          for (const frame of this.#reader.take(chunk)) this.#take(frame);
        } catch {
          socket.destroy();
        }
      });
    socket.write(greeting);
    socket.write(ready);
  }

  #take({ command: name, body }: ReturnType<FrameReader["take"]>[number]): void {
    if (name === "PING") this.#answerPing(body);
    if (name !== undefined) return;
    // Copied, because the frame is a view of a larger chunk.
    const topic = Buffer.from(body.subarray(1));
    if (body[0] === 1) this.#subscribe(topic);
    if (body[0] === 0) this.#unsubscribe(topic);
  }

  /** Disconnects a subscriber that sends pings without reading the replies. */
  #answerPing(body: Buffer): void {
    if (this.socket.writableLength > retainedBytes) throw new Error("Too many unread replies to pings.");
    this.socket.write(command("PONG", body.subarray(2, 2 + maxContext)));
  }

  #subscribe(topic: Buffer): void {
    this.topics.push(topic);
    this.#topicBytes += topic.length + topicOverhead;
    if (this.#topicBytes > maxBytes) throw new Error("Too many subscriptions.");
    this.#onSubscription(topic.toString());
  }

  #unsubscribe(topic: Buffer): void {
    const index = this.topics.findIndex((each) => each.equals(topic));
    if (index < 0) return;
    this.topics.splice(index, 1);
    this.#topicBytes -= topic.length + topicOverhead;
  }
}

/* The subset of ZeroMQ's wire protocol for a publisher: ZMTP 3.0 without security, https://rfc.zeromq.org/spec/23. */

const flags = { more: 1, long: 2, command: 4 } as const;
/** Signature, version 3.0, mechanism, as-server flag 0; zero-padded. */
const greetingLength = 64;
const greeting = Buffer.alloc(greetingLength);
greeting.set(Buffer.from("ff00000000000000007f0300", "hex"));
greeting.write("NULL", 12);

/** A name of at most 255 bytes, prefixed with its length. */
const named = (name: string): Buffer => Buffer.from([name.length, ...Buffer.from(name)]);

function command(name: string, body: Uint8Array): Buffer {
  return Buffer.concat(frame(Buffer.concat([named(name), body]), flags.command));
}

const ready = command(
  "READY",
  Buffer.concat([named("Socket-Type"), Buffer.from([0, 0, 0, 4]), Buffer.from("XPUB")]),
);

function message(frames: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    frames.flatMap((body, index) => frame(body, index < frames.length - 1 ? flags.more : 0)),
  );
}

function frame(body: Uint8Array, flag: number): readonly Uint8Array[] {
  if (body.length < 256) return [Buffer.from([flag, body.length]), body];
  const head = Buffer.alloc(9);
  head[0] = flag | flags.long;
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return [head, body];
}

interface Incoming {
  /** The name of a command; undefined for a message frame. */
  readonly command: string | undefined;
  readonly body: Buffer;
}

class FrameReader {
  readonly #longest: number;
  #rest: Buffer = Buffer.alloc(0);
  #isGreeted = false;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Throws if the bytes are not ZMTP or a frame is too long. */
  take(chunk: Buffer): readonly Incoming[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (!this.#isGreeted) {
      if (this.#rest.length < greetingLength) return [];
      const first = this.#rest[0];
      const version = this.#rest[10] ?? 0;
      if (first !== 0xff || version < 3) throw new Error("The peer does not speak ZMTP 3.");
      this.#isGreeted = true;
      this.#rest = this.#rest.subarray(greetingLength);
    }
    const frames: Incoming[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) frames.push(next);
    return frames;
  }

  #next(): Incoming | undefined {
    const flag = this.#rest[0] ?? 0;
    const start = flag & flags.long ? 9 : 2;
    if (this.#rest.length < start) return undefined;
    const length = flag & flags.long ? Number(this.#rest.readBigUInt64BE(1)) : this.#rest.readUInt8(1);
    if (length > this.#longest) throw new Error("The frame exceeds the limit.");
    if (this.#rest.length < start + length) return undefined;
    const body = this.#rest.subarray(start, start + length);
    this.#rest = this.#rest.subarray(start + length);
    if (!(flag & flags.command)) return { command: undefined, body };
    const end = 1 + (body[0] ?? 0);
    return { command: body.toString("latin1", 1, end), body: body.subarray(end) };
  }
}
