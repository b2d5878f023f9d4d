import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { type ClientSettings, OpenAlexClient } from "../../src/openalex/client.js";
import { type Server, type ServerSettings, startServer, type Work } from "./server.js";

export const key = "secret key/4711+äöü";

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "briefing-openalex-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
};

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
