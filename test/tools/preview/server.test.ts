import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { servePreview, type PreviewServer } from "../../../src/tools/preview/server.js";

let folder = "";
let server: PreviewServer;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "served-"));
  await writeFile(path.join(folder, "briefing.html"), "<html><head></head><body>page</body></html>");
  server = await servePreview(folder, { number: 0, ifTaken: "fail" });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const asked = (name: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(`${server.url}${name}`, resolve).on("error", reject);
  });
/** An open page: its connection is there once the server has written to it. */
async function open(): Promise<IncomingMessage> {
  const events = await asked("-/events");
  await new Promise((resolve) => events.once("data", resolve));
  return events;
}
const forever = 3_600_000;

test("nobody is waited for where no page is open", async () => {
  server.send({ kind: "page", line: "built" });
  await server.served(forever);
});

test("an open page is waited for until it has fetched what was built", async () => {
  await open();
  server.send({ kind: "page", line: "built" });
  let isServed = false;
  const served = server.served(forever).then(() => {
    isServed = true;
  });
  (await asked("figures/none.svg")).resume();
  expect(isServed).toBe(false);
  (await asked("briefing.html")).resume();
  await served;
});

test("one that does not fetch it is not waited for longer than said", async () => {
  await open();
  server.send({ kind: "page", line: "built" });
  await server.served(1);
});
