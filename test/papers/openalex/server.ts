/** OpenAlex on this machine: real works, recorded, given page by page, with the faults that a test asks for. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface Work {
  readonly id: string;
  readonly authorships?: readonly unknown[];
  readonly is_authors_truncated?: boolean;
}

/** Works of OpenAlex (CC0), as its API gave them. */
export const recordedWorks: readonly Work[] = gunzipSync(
  readFileSync(new URL("fixtures/works.jsonl.gz", import.meta.url)),
)
  .toString()
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Work);

export const faults = [
  ...(["rate", "budget", "server", "too-large", "html", "cut", "repeated-cursor", "drop"] as const),
  ...(["empty", "no-next", "echo", "repeated-page"] as const),
] as const;
export type Fault = (typeof faults)[number];

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  /** From 0, of all requests. */
  readonly index: number;
}

export interface ServerSettings {
  readonly works?: readonly Work[];
  readonly groups?: (query: URLSearchParams) => readonly (readonly [key: string, count: number])[];
  readonly fault?: (asked: Asked) => Fault | undefined;
  /** The number of works that a list of groups reports; the number of groups unless given. */
  readonly total?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Pages are small here, so that few works make several; OpenAlex gives 100 works or 200 groups. */
  readonly largestPage?: number;
}

export interface Server {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

export async function startServer(settings: ServerSettings = {}): Promise<Server> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    const one: Asked = { path: url.pathname, query: url.searchParams, index: asked.length };
    asked.push(one);
    answer(one, settings, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function answer(
  asked: Asked,
  settings: ServerSettings,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = { "x-ratelimit-remaining": "9000", "x-ratelimit-credits-used": "1", ...settings.headers };
  const send = (status: number, body: string, more: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { "content-type": "application/json", ...headers, ...more }).end(body);
  };
  const fault = settings.fault?.(asked);
  const fixed = fault && faultReplies[fault];
  const body = JSON.stringify(bodyFor(asked, settings, fault));
  if (fixed !== undefined) send(...fixed);
  else if (fault === "drop") request.socket.destroy();
  else if (fault === "echo") send(400, JSON.stringify({ error: "Bad request", message: request.url }));
  else if (fault !== "cut") send(200, body);
  else {
    response.writeHead(200, { ...headers, "content-length": String(body.length) });
    response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
  }
}

const faultReplies: Partial<Record<Fault, readonly [number, string, Readonly<Record<string, string>>?]>> = {
  rate: [429, '{"error":"Rate limit exceeded"}', { "retry-after": "0.02" }],
  budget: [429, '{"error":"Daily limit"}', { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "0" }],
  server: [500, "{}"],
  "too-large": [503, '{"error":"Response too large"}'],
  html: [200, "<html><body>Bad gateway</body></html>"],
};

function bodyFor({ path, query }: Asked, settings: ServerSettings, fault: Fault | undefined): object {
  const works = settings.works ?? recordedWorks;
  const id = /^\/works\/(W\d+)$/.exec(path)?.[1];
  if (id !== undefined) {
    const work = works.find((each) => each.id.endsWith(`/${id}`));
    return { ...work, is_authors_truncated: false };
  }
  const groups = query.get("group_by") === null ? undefined : (settings.groups?.(query) ?? []);
  const list = groups?.map(([key, count]) => ({ key, key_display_name: key, count })) ?? works.map(shortened);
  const size = Math.min(Number(query.get("per-page") ?? "25"), settings.largestPage ?? 30);
  const cursor = query.get("cursor") ?? "*";
  const place = cursor === "*" ? 0 : Number(Buffer.from(cursor, "base64").toString());
  // The same works again and again, under cursors that look right.
  const from = fault === "repeated-page" ? 0 : place;
  // A later page of groups that is empty cannot be distinguished from the end.
  const isEmpty = fault === "empty" && (groups === undefined || cursor === "*");
  const items = isEmpty ? [] : list.slice(from, from + size);
  const next =
    fault === "repeated-cursor" ? cursor : Buffer.from(String(place + items.length)).toString("base64");
  return {
    meta: {
      count: groups === undefined ? list.length : (settings.total ?? list.length),
      per_page: size,
      next_cursor: items.length === 0 || fault === "no-next" ? null : next,
    },
    results: groups === undefined ? items : [],
    group_by: groups === undefined ? [] : items,
  };
}

/** A list gives no more than so many authors (a hundred at OpenAlex). */
const listedAuthors = 10;

const shortened = (work: Work): Work =>
  (work.authorships?.length ?? 0) > listedAuthors
    ? { ...work, authorships: work.authorships?.slice(0, listedAuthors) ?? [], is_authors_truncated: true }
    : work;
