import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PageChanges } from "../../src/preview/page-changes.js";
import { servePreview, type PreviewServer } from "../../src/preview/server.js";

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

const pageOf = (words: string): string =>
  `<html><head></head><body><main>\n<section class="chapter">\n${words}\n</section>\n</main></body></html>`;
const textOf = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

test("whoever has the page before reads the chapters that differ, and is not waited for any longer", async () => {
  await writeFile(path.join(folder, "briefing.html"), pageOf("one"));
  const tag = (await asked("")).headers["x-briefing-page"];
  await open();
  await writeFile(path.join(folder, "briefing.html"), pageOf("two"));
  server.send({ kind: "page", line: "built" });
  const changes = JSON.parse(await textOf(await asked(`-/changes/${String(tag)}`))) as PageChanges;
  expect(changes).toMatchObject({ count: 1, chapters: [{ index: 0 }] });
  expect(changes.chapters[0]?.html).toContain("two");
  await server.served(forever);
  expect(JSON.parse(await textOf(await asked(`-/changes/${changes.tag}`)))).toMatchObject({ chapters: [] });
});

test("whoever has a page that is not known reads the whole", async () => {
  for (const tag of ["0000", "", "%00"]) expect(await textOf(await asked(`-/changes/${tag}`))).toBe("null");
});

test("one that does not fetch it is not waited for longer than said", async () => {
  await open();
  server.send({ kind: "page", line: "built" });
  await server.served(1);
});
