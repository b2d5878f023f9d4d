import { createHash } from "node:crypto";
import { Parser } from "htmlparser2";
import { expect } from "vitest";
import { searchBox } from "../../../src/briefing/engine/render/html/search-box.js";
import { iconHtml } from "../../../src/briefing/engine/render/html/metadata.js";

const forbidden = new Set(
  `iframe frame frameset object embed base form input textarea link applet portal foreignobject animate set video audio
  source track template math noscript marquee`.split(/\s+/),
);
const addresses = new Set("href xlink:href src action formaction poster background data srcset".split(" "));
const harmless = /^(?:#|https?:|mailto:|data:image\/(?:png|jpeg|gif|svg\+xml);base64,|[\w-][\w./%-]*$)/;

/** Written by the program itself. */
const icon = /href="([^"]*)"/.exec(iconHtml.text)?.[1];

/** Checks that nothing on the page runs, loads or links except what the program itself put there. */
export function expectInert(html: string): void {
  const policy = /content="(default-src [^"]*)"/.exec(html)?.[1] ?? "";
  const found: string[] = [];
  let script: string | undefined;
  new Parser({
    onopentag(name, attributes) {
      if (name === "link" && attributes["href"] === icon) return;
      if (forbidden.has(name)) found.push(`<${name}>`);
      if (name === "meta" && /refresh/i.test(attributes["http-equiv"] ?? "")) found.push("<meta refresh>");
      if (name === "script" && attributes["type"] === undefined) script = "";
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute.startsWith("on")) found.push(`${attribute}=${value}`);
        if (addresses.has(attribute) && !harmless.test(value))
          found.push(`${attribute}=${value.slice(0, 80)}`);
        if (attribute === "style" && /url\(|expression|@import|position/i.test(value))
          found.push(`style=${value}`);
      }
    },
    ontext(text) {
      if (script !== undefined) script += text;
    },
    onclosetag(name) {
      if (name !== "script" || script === undefined) return;
      const hash = createHash("sha256").update(script).digest("base64");
      if (!policy.includes(hash)) found.push(`<script>${script.slice(0, 80)}`);
      script = undefined;
    },
    // Its own search box, once: a second one would be somebody else's.
  }).end(html.replace(searchBox.text, ""));
  expect(found).toEqual([]);
}
