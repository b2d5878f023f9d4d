/** Requests that a local program or another website could send to `briefing preview`: one server receives all. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { casesOf } from "../../support/cases.js";
import { servePreview, type PreviewServer } from "../../../src/briefing/tools/preview/server.js";
import { temporaryFolder } from "../../support/temporary.js";

let folder = "";
let server: PreviewServer;
let cookie = "";
const secret = "what lies outside";
const own = "COOKIE";

type Headers = Readonly<Record<string, string>>;
const asked = (name: string, headers: Headers = { Cookie: cookie }): Promise<IncomingMessage> =>
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

/** Everything received until the server closes or has answered; COOKIE, PORT and TOKEN are placeholders. */
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
const line = (request: string, headers: string): string => `${request} HTTP/1.1\r\n${headers}\r\n`;
const mega = "a".repeat(1_000_000);

const written = casesOf("requests.yml", import.meta.url) as {
  readonly paths: readonly (readonly [path: string, status: number])[];
  readonly requests: readonly (readonly [name: string, request: string, ...rest: readonly unknown[]])[];
  readonly raw: readonly (readonly [name: string, request: string, status: number])[];
};
/** Written with \n, and with names for the headers of the page's own requests. */
const headers = (text: string): string =>
  `${text.replace("{cookie}", withCookie).replace("{host}", host)}\n`
    .replace(/\r?\n/g, "\r\n")
    .replace(/(\r\n)+$/, "\r\n");

/** Null: the connection is closed without a response. */
const cases: readonly (readonly [name: string, request: string, status: number | null])[] = [
  ...[
    ...written.paths,
    [`/${"a".repeat(10_000)}`, 404] as const,
    [`/${"../".repeat(3000)}etc/passwd`, 404] as const,
    [`/${"%2e%2e%2f".repeat(1000)}etc/passwd`, 404] as const,
    [`/${mega}`, 431] as const,
  ].map(([name, status]) => [`GET ${name.slice(0, 60)}`, line(`GET ${name}`, withCookie), status] as const),
  ...written.requests.map(([name, request, ...rest]) => {
    const [given, status = given] = rest;
    return [
      name,
      line(request, headers(rest.length > 1 ? String(given) : "{cookie}")),
      status as number | null,
    ] as const;
  }),
  ...written.raw.map(
    ([name, request, status]) => [name, request.replace("{cookie}", withCookie), status] as const,
  ),
  ["10,000 cookies", line("GET /", `${host}Cookie: ${"a=b; ".repeat(2500)}\r\n`), 403],
  ["headers of a megabyte", line("GET /", `${withCookie}X: ${mega}\r\n`), 431],
  ["3,000 headers", line("GET /", `${withCookie}${"X: y\r\n".repeat(2500)}`), 200],
  ["zeros", "\0".repeat(1000), 400],
];

async function expectSound(): Promise<void> {
  const response = await asked("/");
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

test("an endless body is not read: the connection ends with the response", async () => {
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

test("silent connections and partial requests do not block others", async () => {
  const idle = Array.from({ length: 300 }, (_, index) => {
    const socket = dial();
    socket.write("GET / HTTP/1.1\r\nHost: x".slice(0, index % 22));
    return socket;
  });
  await Promise.all(idle.map((socket) => new Promise((resolve) => socket.on("connect", resolve))));
  await expectSound();
  for (const socket of idle) socket.destroy();
});

test("a page that does not read its events does not block others, and ends with the server", async () => {
  const socket = dial();
  socket.pause();
  socket.write(line("GET /-/events", withCookie).replaceAll(own, cookie).replaceAll("PORT", String(port())));
  await expectSound();
  for (let index = 0; index < 1000; index += 1)
    server.send({ kind: "error", line: "x".repeat(1000) } as never);
  await expectSound();
  socket.destroy();
});

test("the server does not listen for other machines: another address still has the port free", async () => {
  const other = createServer().listen(Number(new URL(server.url).port), "127.0.0.2");
  await once(other, "listening");
  other.close();
});

test("the token of the printed address becomes a cookie hidden from scripts, and leaves the address", async () => {
  const { statusCode, headers } = await asked(server.url, {});
  expect([statusCode, headers.location]).toEqual([302, "/"]);
  expect(headers["set-cookie"]?.[0]).toMatch(
    /^briefing-preview-\d+=[\w-]{32}; HttpOnly; SameSite=Lax; Path=\/$/,
  );
  expect((await asked("/")).statusCode).toBe(200);
});

test("no page may frame the content, no type is sniffed, and a picture runs nothing", async () => {
  for (const name of ["/", "/figures/a.svg", "/nothing", "/-/events"]) {
    const response = await asked(name);
    const policy = response.headers["content-security-policy"] ?? "";
    expect(response.headers["x-content-type-options"], name).toBe("nosniff");
    expect(policy, name).toContain("frame-ancestors 'none'");
    expect(policy.includes("default-src 'none'"), name).toBe(name === "/figures/a.svg");
    response.destroy();
  }
});
