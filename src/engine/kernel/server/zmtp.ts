/** The subset of ZeroMQ's wire protocol for a publisher: ZMTP 3.0 without security, https://rfc.zeromq.org/spec/23. */

const flags = { more: 1, long: 2, command: 4 } as const;
/** Signature, version 3.0, mechanism, as-server flag 0; zero-padded. */
const greetingLength = 64;
export const greeting = Buffer.alloc(greetingLength);
greeting.set(Buffer.from("ff00000000000000007f0300", "hex"));
greeting.write("NULL", 12);

/** A name of at most 255 bytes, prefixed with its length. */
const named = (name: string): Buffer => Buffer.from([name.length, ...Buffer.from(name)]);

export function command(name: string, body: Uint8Array): Buffer {
  return Buffer.concat(frame(Buffer.concat([named(name), body]), flags.command));
}

export const ready = command(
  "READY",
  Buffer.concat([named("Socket-Type"), Buffer.from([0, 0, 0, 4]), Buffer.from("XPUB")]),
);

export function message(frames: readonly Uint8Array[]): Buffer {
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

export interface Incoming {
  /** The name of a command; undefined for a message frame. */
  readonly command: string | undefined;
  readonly body: Buffer;
}

export class FrameReader {
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
      const [first, version] = [this.#rest[0], this.#rest[10] ?? 0];
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
