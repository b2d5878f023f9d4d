import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { type ClientSettings, OpenAlexClient } from "../../../src/papers/openalex/client.js";
import { type Fault, faults, type Server, type ServerSettings, startServer, type Work } from "./server.js";
import { seeded } from "../../support/random.js";

export const key = "secret key/4711+äöü";

export async function serving(settings: ServerSettings = {}): Promise<Server> {
  const server = await startServer(settings);
  onTestFinished(server.close);
  return server;
}

export const clientFor = ({ url }: Server, more: Partial<ClientSettings> = {}): OpenAlexClient =>
  new OpenAlexClient({ key, base: new URL(url), requestsPerSecond: 5000, backoffMs: 1, ...more });

export const worksIn = (folder: string): readonly Work[] =>
  filesIn(folder)
    .filter((file) => file.endsWith(".jsonl.gz"))
    .flatMap((file) => gunzipSync(readFileSync(file)).toString().trimEnd().split("\n"))
    .map((line) => JSON.parse(line) as Work);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .sort();

/** Files in which a text stands, unpacked ones included. */
export const filesWith = (folder: string, ...texts: readonly string[]): readonly string[] =>
  filesIn(folder).filter((file) => {
    const content = readFileSync(file);
    const text = (file.endsWith(".gz") ? gunzipSync(content) : content).toString();
    return texts.some((each) => text.includes(each));
  });

/** Without "echo", which is permanent. */
const drawn = [...faults.filter((fault) => fault !== "echo"), ...Array<undefined>(12).fill(undefined)];

/** Of all that is random in a run; tests print it. */
export const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 1e9);

/** A fault at two of five requests, and the numbers that it is drawn from. */
export function randomFaults(): { readonly draw: () => number; readonly fault: () => Fault | undefined } {
  const draw = seeded(seed);
  return { draw, fault: () => drawn[Math.floor(draw() * drawn.length)] };
}
