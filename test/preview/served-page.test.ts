import { createHash } from "node:crypto";
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { contentPolicy, pageScript } from "../../src/render/html/page-script.js";
import { markup } from "../../src/render/html/template.js";
import { clientScript } from "../../src/preview/client.js";
import { servedPage } from "../../src/preview/served-page.js";

const page =
  markup`<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="${contentPolicy([pageScript])}"></head><body><main>A sentence</main></body></html>`
    .text;

test("the served page has the client, allowed by its own hash and to this origin only", () => {
  const served = servedPage(page);
  const rules = /Content-Security-Policy" content="([^"]*)"/.exec(served)?.[1] ?? "";
  const directives = new Map(
    rules.split(/;\s*/).map((each) => [each.split(" ")[0], each.split(" ").slice(1)]),
  );
  const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  expect(directives.get("script-src")).toEqual([hash(pageScript), hash(clientScript)]);
  expect(directives.get("connect-src")).toEqual(["'self'"]);
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(served).toContain(`<script data-preview>${clientScript}</script></body>`);
});

test("the client ends no script element and is plain JavaScript", () => {
  expect(clientScript).not.toMatch(/<\/script/i);
  expect(() => new Script(clientScript)).not.toThrow();
});
