import { writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { servePreview, type PreviewServer } from "../../../src/tools/preview/server.js";
import { temporaryFolder } from "../../support/temporary.js";

let folder = "";
let server: PreviewServer;
/** A browser's state after opening the printed address. */
let cookie = "";
beforeEach(async () => {
  folder = temporaryFolder("served");
  await writeFile(path.join(folder, "briefing.html"), "<html><head></head><body>page</body></html>");
  server = await servePreview(folder, 0);
  const { headers } = await asked(server.url, {});
  cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
});
afterEach(() => server.close());

type Headers = Readonly<Record<string, string>>;
const asked = (name: string, headers: Headers = { Cookie: cookie }): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(new URL(name, server.url), { headers }, resolve).on("error", reject);
  });

test("the server does not listen for other machines: another address still has the port free", async () => {
  const other = createServer().listen(Number(new URL(server.url).port), "127.0.0.2");
  await once(other, "listening");
  other.close();
});

/** Requests without it, and from others: test/hostile/requests. */
test("the token of the printed address becomes a cookie hidden from scripts, and leaves the address", async () => {
  const { statusCode, headers } = await asked(server.url, {});
  expect([statusCode, headers.location]).toEqual([302, "/"]);
  expect(headers["set-cookie"]?.[0]).toMatch(
    /^briefing-preview-\d+=[\w-]{32}; HttpOnly; SameSite=Lax; Path=\/$/,
  );
  expect((await asked("/")).statusCode).toBe(200);
});

test("no page may frame the content, no type is sniffed, and a picture runs nothing", async () => {
  await writeFile(path.join(folder, "picture.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  for (const name of ["/", "/picture.svg", "/nothing", "/-/events"]) {
    const response = await asked(name);
    const policy = response.headers["content-security-policy"] ?? "";
    expect(response.headers["x-content-type-options"], name).toBe("nosniff");
    expect(policy, name).toContain("frame-ancestors 'none'");
    expect(policy.includes("default-src 'none'"), name).toBe(name === "/picture.svg");
    response.destroy();
  }
});
