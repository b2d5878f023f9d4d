/** Requests that another program of the machine, or a page elsewhere, could send `briefing preview`: one server gets them all. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { servePreview, type PreviewServer } from "../../../src/tools/preview/server.js";
import { temporaryFolder } from "../../support/temporary.js";

let folder = "";
let server: PreviewServer;
let cookie = "";
const secret = "what lies outside";
const own = "COOKIE";

const asked = (name: string, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(new URL(name, server.url), { headers }, resolve).on("error", reject);
  });

beforeAll(async () => {
  const root = temporaryFolder("requests");
  folder = path.join(root, "output");
  await mkdir(path.join(folder, "figures", "empty"), { recursive: true });
  await writeFile(path.join(root, "secret.txt"), secret);
  await writeFile(path.join(root, "output-secret"), secret);
  await writeFile(path.join(folder, "briefing.html"), "<html><head></head><body>page</body></html>");
  await writeFile(path.join(folder, ".hidden"), secret);
  await writeFile(path.join(folder, "figures", "a.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  await symlink(path.join(root, "secret.txt"), path.join(folder, "link.txt"));
  await symlink(root, path.join(folder, "up"));
  server = await servePreview(folder, 0);
  const { headers } = await asked(server.url, {});
  cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
});
afterAll(() => server.close());

const port = (): number => Number(new URL(server.url).port);
const dial = (): Socket => connect(port(), "127.0.0.1").on("error", () => undefined);

/** All that comes back until the server closes or has answered; COOKIE, PORT and TOKEN stand for the real ones. */
function exchange(text: string): Promise<string> {
  const token = new URL(server.url).searchParams.get("token") ?? "";
  const socket = dial();
  let received = "";
  return new Promise((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      if (received.includes("\r\n\r\n")) setTimeout(() => socket.destroy(), 20);
    });
    socket.on("close", () => {
      resolve(received);
    });
    socket.write(
      Buffer.from(
        text.replaceAll(own, cookie).replaceAll("PORT", String(port())).replaceAll("TOKEN", token),
        "latin1",
      ),
    );
  });
}

const host = "Host: 127.0.0.1:PORT\r\n";
const withCookie = `${host}Cookie: ${own}\r\n`;
const line = (request: string, headers = withCookie): string => `${request} HTTP/1.1\r\n${headers}\r\n`;
const getting = (name: string): string => line(`GET ${name}`);
const mega = "a".repeat(1_000_000);

/** Undefined: the connection is closed without a word. */
const cases: readonly (readonly [name: string, request: string, status: number | undefined])[] = [
  ...(
    [
      ["/", 200],
      ["/briefing.html", 200],
      ["//", 200],
      ["/?x=%", 200],
      ["/#x", 200],
      ["/%62riefing.html", 200],
      ["/figures/a.svg", 200],
      ["/figures//a.svg", 200],
      ["/figures", 404],
      ["/figures/empty/", 404],
      ["/nothing", 404],
      ["/../secret.txt", 404],
      ["/figures/../../secret.txt", 404],
      ["/%2e%2e/secret.txt", 404],
      ["/..%2fsecret.txt", 404],
      ["/..%5csecret.txt", 404],
      ["/%252e%252e/secret.txt", 404],
      ["/..;/secret.txt", 404],
      ["/....//secret.txt", 404],
      ["/%c0%ae%c0%ae/secret.txt", 404],
      ["/../output-secret", 404],
      ["/.hidden", 404],
      ["/%2ehidden", 404],
      ["/link.txt", 404],
      ["/up/secret.txt", 404],
      ["/briefing.html%00.svg", 404],
      ["/briefing.html/", 200],
      ["/briefing.html/x", 404],
      ["/%", 404],
      ["/%ff%fe", 404],
      ["/\xff\xfe", 400],
      ["/C:/Windows/win.ini", 404],
      ["/etc/passwd", 404],
      ["//etc/passwd", 404],
      ["/__proto__", 404],
      ["/constructor", 404],
      ["/-/", 404],
      ["/-/events/../../secret.txt", 404],
      [`/${"a".repeat(10_000)}`, 404],
      [`/${"../".repeat(3000)}etc/passwd`, 404],
      [`/${"%2e%2e%2f".repeat(1000)}etc/passwd`, 404],
      [`/${mega}`, 431],
      ["http://elsewhere.example/", 404],
      ["file:///etc/passwd", 404],
      ["*", 404],
      ["secret.txt", 400],
      ["/a b", 400],
    ] as const
  ).map(([name, status]) => [`GET ${name.slice(0, 60)}`, getting(name), status] as const),
  ...["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "QUERY"].map(
    (method) => [`${method} /`, line(`${method} /`), 405] as const,
  ),
  ["HEAD /", line("HEAD /"), 200],
  ["HEAD /-/events", line("HEAD /-/events"), 404],
  ["CONNECT", line("CONNECT elsewhere.example:443"), undefined],
  ["a method that there is not", line("__PROTO__ /"), 400],
  ["a method in small letters", line("get /"), 400],
  ["no host", line("GET /", `Cookie: ${own}\r\n`), 400],
  ["no host, HTTP/1.0", `GET / HTTP/1.0\r\nCookie: ${own}\r\n\r\n`, 403],
  ["two hosts", line("GET /", `${withCookie}Host: elsewhere.example\r\n`), 200],
  ["two hosts, the other first", line("GET /", `Host: elsewhere.example\r\n${withCookie}`), 403],
  ...[
    "elsewhere.example",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.1:PORT.elsewhere.example",
    "",
    "[::1]",
    "localhost.",
  ].map((name) => [`host ${name}`, line("GET /", `Host: ${name}\r\nCookie: ${own}\r\n`), 403] as const),
  ["another site", line("GET /", `${withCookie}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n`), 403],
  ["another site's frame", line("GET /", `${withCookie}Sec-Fetch-Site: cross-site\r\n`), 403],
  ["no cookie", line("GET /", host), 403],
  ["a cookie's name", line("GET /", `${host}Cookie: briefing-preview-PORT\r\n`), 403],
  ["an empty cookie", line("GET /", `${host}Cookie: briefing-preview-PORT=\r\n`), 403],
  ["10,000 cookies", line("GET /", `${host}Cookie: ${"a=b; ".repeat(2500)}\r\n`), 403],
  ["a token twice", line("GET /?token=x&token=TOKEN", host), 403],
  ["a token as a list", line("GET /?token[]=TOKEN", host), 403],
  ["a token behind #", line("GET /#?token=TOKEN", host), 403],
  ["a token that leads elsewhere", line("GET //elsewhere.example/?token=TOKEN", host), 302],
  ["a token that leads elsewhere by \\", line("GET /\\elsewhere.example/?token=TOKEN", host), 302],
  ["a token at an absolute address", line("GET http://elsewhere.example/?token=TOKEN", host), 302],
  ["headers of a megabyte", line("GET /", `${withCookie}X: ${mega}\r\n`), 431],
  ["3,000 headers", line("GET /", `${withCookie}${"X: y\r\n".repeat(2500)}`), 200],
  ["a header named __proto__", line("GET /", `${withCookie}__proto__: x\r\n`), 200],
  ["a header across lines", line("GET /", `${withCookie}X: a\r\n b\r\n`), 400],
  ["two lengths", line("GET /", `${withCookie}Content-Length: 1\r\nContent-Length: 2\r\n`), 400],
  [
    "a length and chunks",
    line("GET /", `${withCookie}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n`),
    400,
  ],
  ["a negative length", line("POST /", `${withCookie}Content-Length: -1\r\n`), 400],
  ["a length beyond all", line("POST /", `${withCookie}Content-Length: 99999999999999999999\r\n`), 400],
  ["an upgrade", line("GET /", `${withCookie}Connection: Upgrade\r\nUpgrade: websocket\r\n`), 200],
  ["an expectation", line("GET /", `${withCookie}Expect: the unexpected\r\n`), 417],
  ["a range", line("GET /", `${withCookie}Range: bytes=0-,0-,0-\r\n`), 200],
  ["HTTP/9.9", `GET / HTTP/9.9\r\n${withCookie}\r\n`, 400],
  ["HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
  ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
  ["zeros", "\0".repeat(1000), 400],
];

async function expectSound(): Promise<void> {
  const response = await asked("/", { Cookie: cookie });
  expect(response.statusCode).toBe(200);
  response.resume();
}

test.each(cases)("%s", async (_, request, status) => {
  const received = await exchange(request);
  expect(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1]).toBe(status?.toString());
  expect(received).not.toContain(secret);
  if (status === 302) expect(received).toMatch(/^Location: \/[a-z]/m);
  await expectSound();
});

test("a body without end is not read: the connection ends with the answer", async () => {
  for (const request of [
    line("POST /", `${host}Transfer-Encoding: chunked\r\n`),
    line("GET /", `${withCookie}Content-Length: 9000000000\r\n`),
  ]) {
    const socket = dial();
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.write(request.replaceAll(own, cookie).replaceAll("PORT", String(port())));
    const more = setInterval(() => socket.write(`3e8\r\n${"x".repeat(1000)}\r\n`), 5);
    await closed;
    clearInterval(more);
    await expectSound();
  }
});

test("connections that say nothing, or half of a request, keep nobody waiting", async () => {
  const idle = Array.from({ length: 300 }, (_, index) => {
    const socket = dial();
    socket.write("GET / HTTP/1.1\r\nHost: x".slice(0, index % 22));
    return socket;
  });
  await Promise.all(idle.map((socket) => new Promise((resolve) => socket.on("connect", resolve))));
  await expectSound();
  for (const socket of idle) socket.destroy();
});

test("a page that does not read what it is sent keeps no other waiting, and ends with the server's own", async () => {
  const socket = dial();
  socket.pause();
  socket.write(getting("/-/events").replaceAll(own, cookie).replaceAll("PORT", String(port())));
  await expectSound();
  for (let index = 0; index < 1000; index += 1)
    server.send({ kind: "error", line: "x".repeat(1000) } as never);
  await expectSound();
  socket.destroy();
});
