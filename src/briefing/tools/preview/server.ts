/** Serves the output folder to this computer only, and sends the results of the builds to open pages. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { choosePort, localAddress } from "../ports.js";
import type { PreviewEvent } from "./contract.js";
import path from "node:path";
import { decodedUri } from "../../lib/decoded-uri.js";
import { fileInside } from "../../lib/file-inside.js";
import { own } from "../../lib/own.js";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { browserScript, browserStyle } from "../../engine/render/html/browser-script.js";

export type PreviewServer = Awaited<ReturnType<typeof servePreview>>;

const usualPort = 4321;
const eventsPath = "/-/events";
/** The page states its own policy; everything else in the folder is for viewing only. */
const mayRunScripts = /html|svg/;
const inert = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";
/** `port`: the requested one; by default the first free one from the usual port. */
export async function servePreview(folder: string, port: number | undefined) {
  const listeners = new Set<ServerResponse>();
  const lasting = new Map<PreviewEvent["kind"], PreviewEvent>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const access = new Access(localAddress, await listen(server, await choosePort(port, usualPort)));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Cache-Control", "no-store");
    // Request bodies are not read: an endless one would keep arriving for minutes.
    response.on("finish", () => {
      if (!request.complete) request.destroy();
    });
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
    const { method } = request;
    const pathname = (request.url ?? "/").replace(/[?#].*$/s, "");
    const permission = access.of(request);
    if (permission.kind === "refused") end(response, 403, `${permission.reason}\n`);
    else if (permission.kind === "token") response.writeHead(302, permission.headers).end();
    else if (method !== "GET" && method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      end(response, 405, "This server is read-only.\n");
    } else if (pathname === eventsPath && method === "GET") listenIn(request, response);
    else await sendFile(pathname, method, response);
  }

  async function sendFile(pathname: string, method: string, response: ServerResponse): Promise<void> {
    const found = await servedFile(folder, pathname);
    if (found !== undefined) {
      const content = await readFile(found.file);
      const page = found.type.startsWith("text/html") ? content.toString("utf8") : undefined;
      if (!isThePage(pathname) && mayRunScripts.test(found.type))
        response.setHeader("Content-Security-Policy", inert);
      end(response, 200, page === undefined ? content : servedPage(page), found.type, method);
    } else if (isThePage(pathname))
      end(response, 200, servedPage(waitingPage), "text/html; charset=utf-8", method);
    else end(response, 404, "This file is not in the briefing.\n");
  }

  function listenIn(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8", Connection: "keep-alive" });
    response.write(": open\n\n");
    for (const event of lasting.values()) response.write(written(event));
    listeners.add(response);
    request.on("close", () => listeners.delete(response));
  }

  return {
    /** With the token. */
    url: access.url,
    /** Sends an event to every open page; pages that open later get those that still apply. */
    send(event: PreviewEvent): void {
      if (event.kind === "page") lasting.clear();
      // A page that opens later shows the last build and any later failure.
      if (event.kind === "error" || event.kind === "marks") lasting.set(event.kind, event);
      for (const listener of listeners) listener.write(written(event));
    },
    async close(): Promise<void> {
      for (const listener of listeners) listener.end();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const isThePage = (pathname: string): boolean => pathname === "/" || pathname === "/briefing.html";

const written = (event: PreviewEvent): string => `data: ${JSON.stringify(event)}\n\n`;

function end(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  type = "text/plain; charset=utf-8",
  method = "GET",
): void {
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
  response.end(method === "HEAD" ? undefined : body);
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen({ port, host: localAddress });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8",
  ".ipynb": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".pdf": "application/pdf",
};

/** The file and its type; undefined if it is missing, outside the folder or hidden. */
async function servedFile(folder: string, pathname: string) {
  const name = decodedUri(pathname);
  if (name === undefined) return undefined;
  const parts = name.split("/").filter((part) => part !== "");
  if (parts.some((part) => part.startsWith(".") || part.includes("\\") || part.includes("\0")))
    return undefined;
  const file = await fileInside(folder, parts.length === 0 ? "briefing.html" : parts.join("/"));
  if (file === undefined) return undefined;
  return { file, type: own(types, path.extname(file).toLowerCase()) ?? "application/octet-stream" };
}

/** Where the page states what it may load. */
const policy = /(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)/;
const script = browserScript("preview");
const hash = createHash("sha256").update(script).digest("base64");
const style = browserStyle("preview");

/** The file plus a script that follows the next builds; the file is unchanged. */
export function servedPage(html: string): string {
  return html
    .replace(
      policy,
      (_, before: string, rules: string, after: string) =>
        before + widened(rules.replaceAll("&#39;", "'")) + after,
    )
    .replace("</head>", () => `<style>${style}</style></head>`)
    .replace(/<\/body>(?![\s\S]*<\/body>)/, () => `<script>${script}</script></body>`);
}

/** The page's own policy allows no connections and no other scripts. */
function widened(rules: string): string {
  const scripts = /script-src[^;]*/.exec(rules)?.[0];
  const own =
    scripts === undefined
      ? `${rules}; script-src 'sha256-${hash}'`
      : rules.replace(scripts, `${scripts} 'sha256-${hash}'`);
  return `${own}; connect-src 'self'`;
}

/** Before the first page exists. */
const waitingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>The briefing is being built</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
</head>
<body>
<main><p>The briefing is being built. It appears here when it is.</p></main>
</body>
</html>
`;

type Permission =
  | { readonly kind: "granted" }
  /** The token moves from the address into a cookie, out of sight and history. */
  | { readonly kind: "token"; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: "refused"; readonly reason: string };

class Access {
  readonly url: string;
  readonly #token = randomBytes(24).toString("base64url");
  readonly #hosts: readonly string[];
  /** Browsers share cookies between all ports of a host. */
  readonly #cookie: string;

  constructor(address: string, port: number) {
    this.url = `http://${address}:${port}/?token=${this.#token}`;
    this.#hosts = [address, "localhost", "[::1]"].map((name) => `${name}:${port}`);
    this.#cookie = `briefing-preview-${port}`;
  }

  of({ headers, url = "/" }: IncomingMessage): Permission {
    // Another site may point its own host name at this computer, but it cannot change the Host header of its requests.
    if (headers.host === undefined || !this.#hosts.includes(headers.host))
      return { kind: "refused", reason: "This address serves localhost only." };
    // Nor can it change these headers. Another server on this computer is the same site and would be sent the cookie.
    const { "sec-fetch-site": site = "none", "sec-fetch-mode": mode } = headers;
    if (mode !== "navigate" && !["same-origin", "none"].includes(site))
      return { kind: "refused", reason: "Only the briefing's own page may read this." };
    const [pathname = "/", query] = url.replace(/#.*$/s, "").split("?", 2);
    if (this.#isToken(new URLSearchParams(query).get("token"))) {
      const cookie = `${this.#cookie}=${this.#token}; HttpOnly; SameSite=Lax; Path=/`;
      // A path that begins with a scheme or two slashes of either kind would name another host.
      const location = pathname.replace(/^(?:[a-z]+:)?[/\\]*/i, "/");
      return { kind: "token", headers: { Location: location, "Set-Cookie": cookie } };
    }
    const cookies = (headers.cookie ?? "").split(/;\s*/);
    if (cookies.some((each) => each.startsWith(`${this.#cookie}=`) && this.#isToken(each.split("=")[1])))
      return { kind: "granted" };
    return {
      kind: "refused",
      reason: "The preview requires its token: open the address that it printed, with ?token=… at its end.",
    };
  }

  #isToken(text: string | null | undefined): boolean {
    const given = Buffer.from(text ?? "");
    const own = Buffer.from(this.#token);
    return given.length === own.length && timingSafeEqual(given, own);
  }
}
