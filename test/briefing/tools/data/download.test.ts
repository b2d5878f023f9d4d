/** Tables from addresses, served on this computer. */
import { existsSync, readdirSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { download } from "../../../../src/briefing/tools/data/download.js";
import { dataProject, papers } from "./data-project.js";

const { add, at, check, descriptor, inData, rows, update, updateAny, write } = dataProject();

let server: Server;
let answer: RequestListener = () => undefined;
const asked: (string | undefined)[] = [];
const address = (path: string, host = "127.0.0.1"): string =>
  `http://${host}:${(server.address() as AddressInfo).port}${path}`;

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(request.url);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const sends =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, headers).end(body);
  };
const resource = () => (JSON.parse(descriptor()) as { readonly resources: readonly object[] }).resources[0];

describe("a table from an address", () => {
  test("is downloaded, with its address as source, and again by its name", async () => {
    answer = sends(papers, { "content-type": "text/csv" });
    const { name, file } = await add(address("/open/papers.csv?year=all"));
    expect([name, file]).toEqual(["papers", "copied"]);
    const url = address("/open/papers.csv?year=all");
    expect(resource()).toMatchObject({ import: { url }, sources: [{ title: url, path: url }] });
    expect(rows("papers")).toHaveLength(3);
    answer = sends(`${papers}US,2001,9\n`);
    const updated = await update("papers");
    expect(updated).toMatchObject({ status: "updated", rows: 4 });
    expect(asked).toEqual(["/open/papers.csv?year=all", "/open/papers.csv?year=all"]);
    expect(await check()).toEqual([]);
  });

  test("can move to another one", async () => {
    answer = sends(papers);
    await add(address("/papers.csv"));
    answer = sends(`${papers}US,2001,9\n`);
    await update(address("/2026/new.csv"), { name: "papers" });
    expect(resource()).toMatchObject({ name: "papers", import: { url: address("/2026/new.csv") } });
    // By its address, the table is found without its name.
    answer = sends(papers);
    expect(await update(address("/2026/new.csv"))).toMatchObject({ name: "papers", rows: 3 });
  });

  test("is not downloaded over a file that was edited, nor to describe its source", async () => {
    answer = sends(papers);
    await add(address("/papers.csv"));
    const origin = { sources: ["An office"], licences: [] };
    expect((await updateAny("papers", { origin })).status).toBe("unchanged");
    write(inData("papers.csv"), `${papers}US,2001,9\n`);
    await expect(update("papers")).rejects.toMatchObject({
      message: expect.stringContaining("data/papers.csv has changed since it was downloaded from") as string,
      hint: expect.stringContaining("briefing data update data/papers.csv") as string,
    });
    expect(asked).toHaveLength(1);
  });

  test.each([
    [
      "the name in the header",
      "/get?id=1",
      { "content-disposition": 'attachment; filename="../my papers.csv"' },
      "my-papers",
    ],
    ["its type", "/export/papers", { "content-type": "text/csv; charset=utf-8" }, "papers"],
    ["an encoded address", "/My%20Papers.csv", {}, "my-papers"],
  ])("is named by %s", async (_, path, headers, name) => {
    answer = sends(papers, headers);
    expect((await add(address(path))).name).toBe(name);
  });

  test("compressed for the transfer, or as a file", async () => {
    answer = sends(gzipSync(papers), { "content-encoding": "gzip" });
    await add(address("/a.csv"));
    answer = sends(gzipSync(papers));
    await add(address("/b.csv.gz"));
    expect(rows("a")).toEqual(rows("b"));
  });

  test("follows redirects, but not for ever, and not to other protocols", async () => {
    answer = (request, response) => {
      if (request.url === "/papers.csv") response.writeHead(302, { location: "/new.csv" }).end();
      else response.end(papers);
    };
    await add(address("/papers.csv"));
    expect(resource()).toMatchObject({ name: "papers", import: { url: address("/papers.csv") } });
    answer = (_, response) => response.writeHead(302, { location: "/again.csv" }).end();
    await expect(add(address("/loop.csv"))).rejects.toThrow("redirects more than 5 times");
    answer = (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end();
    await expect(add(address("/passwd.csv"))).rejects.toThrow("not by file");
    answer = (_, response) =>
      response.writeHead(302, { location: address("/x.csv", "me:secret@127.0.0.1") }).end();
    await expect(add(address("/secret.csv"))).rejects.toThrow("redirects to an address that is not secure");
  });

  test("no cookie and no credential is sent", async () => {
    const headers: object[] = [];
    answer = (request, response) => {
      headers.push(request.headers);
      if (request.url === "/papers.csv")
        response.writeHead(302, { location: "/new.csv", "set-cookie": "a=b" }).end();
      else response.end(papers);
    };
    await add(address("/papers.csv"));
    expect(headers).toHaveLength(2);
    for (const each of headers) {
      expect(each).not.toHaveProperty("cookie");
      expect(each).not.toHaveProperty("authorization");
    }
  });
});

describe("refused", () => {
  test.each([
    ["a password", "http://me:secret@127.0.0.1/t.csv", "has a user name or a password"],
    ["a key", "https://example.org/t.csv?api_key=123", '"api_key", which looks like a credential'],
    ["another protocol", "ftp://example.org/t.csv", "not by ftp"],
    ["a file", "file:///etc/passwd", "not by file"],
    ["no address", "http://", "is not an address"],
  ])("%s", async (_, url, message) => {
    await expect(add(url)).rejects.toThrow(message);
    expect(asked).toEqual([]);
  });

  test.each<[string, string, RequestListener]>([
    ["answered 404 Not Found", "/t.csv", (_, response) => response.writeHead(404).end("no")],
    ["denies access (401)", "/t.csv", (_, response) => response.writeHead(401).end()],
    ["a web page, not a table", "/t.csv", sends("<html>", { "content-type": "text/html; charset=utf-8" })],
    ["of an unsupported kind", "/t.pdf", sends("%PDF")],
    ["has a header and no rows", "/t.csv", sends("a,b\n")],
    ["cannot be downloaded", "/t.csv", (request) => request.socket.destroy()],
  ])("%s", async (message, path, listener) => {
    answer = listener;
    await expect(add(address(path))).rejects.toThrow(message);
    expect(existsSync(inData("datapackage.json"))).toBe(false);
  });

  const limits = { bytes: 1000, totalMs: 300, idleMs: 100 };
  const trickle: RequestListener = (_, response) => {
    const timer = setInterval(() => response.write("1,2\n"), 20);
    response.once("close", () => {
      clearInterval(timer);
    });
  };
  test.each<[string, RequestListener]>([
    ["has more than 0.001 MB", sends("x".repeat(2000))],
    ["has more than 0.001 MB", sends(gzipSync("x".repeat(100_000)), { "content-encoding": "gzip" })],
    ["sent nothing for 0.1 s", () => undefined],
    ["takes longer than 0.3 s", trickle],
  ])("%s", async (message, listener) => {
    answer = listener;
    await expect(download(address("/t.csv"), at(), () => undefined, limits)).rejects.toThrow(message);
    expect(readdirSync(inData(""))).toEqual([]);
  });

  test("a server that does not exist", async () => {
    const url = address("/t.csv");
    server.close();
    await expect(add(url)).rejects.toThrow("ECONNREFUSED");
  });
});
