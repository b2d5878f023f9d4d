import { createHash } from "node:crypto";
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { browserScript, contentPolicy } from "../../../../src/briefing/engine/render/html/browser-script.js";
import { markup } from "../../../../src/briefing/engine/render/template.js";
import { servedPage } from "../../../../src/briefing/tools/preview/server.js";

const pageScript = browserScript("page");
const clientScript = browserScript("preview");
const page =
  markup`<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="${contentPolicy([pageScript])}"></head><body><main>A sentence</main></body></html>`
    .text;

test("the served page has the client, allowed by its own hash and for this origin only", () => {
  const served = servedPage(page);
  const rules = /Content-Security-Policy" content="([^"]*)"/.exec(served)?.[1] ?? "";
  const directives = new Map(
    rules.split(/;\s*/).map((each) => [each.split(" ")[0], each.split(" ").slice(1)]),
  );
  const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  expect(directives.get("script-src")).toEqual([hash(pageScript), hash(clientScript)]);
  expect(directives.get("connect-src")).toEqual(["'self'"]);
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(served).toContain(`<script>${clientScript}</script></body>`);
});

test.each(["page", "figures", "preview"] as const)(
  "the browser program %s ends no script element and is plain JavaScript",
  (name) => {
    const script = browserScript(name);
    expect(script).not.toMatch(/<\/script|<!--/i);
    expect(() => new Script(script)).not.toThrow();
  },
);
