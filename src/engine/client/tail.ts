/** The last lines of a stream, for messages. */
import { StringDecoder } from "node:string_decoder";
import type { Readable } from "node:stream";

const maxCharacters = 8_000;
const maxLines = 20;

export interface Tail {
  text(): string;
}

/** Reads the stream to its end, so that the process never waits for us, and keeps only the tail. */
export function keepTail(stream: Readable): Tail {
  const decoder = new StringDecoder("utf8");
  let text = "";
  stream.on("data", (chunk: Buffer) => {
    text += decoder.write(chunk);
    if (text.length > 2 * maxCharacters) text = text.slice(-maxCharacters);
  });
  stream.on("error", () => undefined);
  return { text: () => text.slice(-maxCharacters).trimEnd().split(/\r?\n/).slice(-maxLines).join("\n") };
}
