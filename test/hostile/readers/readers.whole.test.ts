/** However a file is corrupted, its reader returns a value or reports the fault, and nothing else. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseMessage, serializeMessage, WireError } from "../../../src/briefing/engine/client/wire.js";
import { compareBriefings } from "../../../src/briefing/engine/diff/compare.js";
import { formatJson } from "../../../src/briefing/engine/diff/comparison.js";
import { formatHtml } from "../../../src/briefing/engine/diff/format/html.js";
import { noLinks } from "../../../src/briefing/engine/diff/format/links.js";
import { formatMarkdown } from "../../../src/briefing/engine/diff/format/markdown.js";
import { formatTerminal } from "../../../src/briefing/engine/diff/format/terminal.js";
import { normaliseReport } from "../../../src/briefing/engine/diff/outputs/normalise-report.js";
import { readFrontMatter } from "../../../src/briefing/engine/notebook/front-matter.js";
import { parseNotebook } from "../../../src/briefing/engine/notebook/parse.js";
import { stringifyNotebook } from "../../../src/briefing/engine/notebook/stringify.js";
import { readConfiguration } from "../../../src/briefing/engine/project/configuration.js";
import { renderExecuted } from "../../../src/briefing/engine/render/render-executed.js";
import { parseStoredReport } from "../../../src/briefing/engine/report/stored-report.js";
import { brief, gauges } from "../../briefing/engine/diff/gauges.js";
import { alteredBytes, alteredJson, alteredText, jsonPieces } from "./altered.js";
import { expectReported, held, runs } from "./held.js";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8");
const json = (text: string): unknown => JSON.parse(text);
const yamlPieces = [
  ...`*a { [ .inf .nan 0x1f 1e999 2001-99-99 " ' # @ ~ %YAML`.split(" "),
  "&a ",
  "!!js/function ",
  "!!binary ",
  "!!set ",
  "!!timestamp ",
  "!<x> ",
  "? ",
  "- ",
  ": ",
  "`{ts} 1`",
  "<<: *a\n",
  "|\n",
  ">\n",
  "%YAML 1.1\n",
  "---\n",
  "...\n",
  "__proto__: 1\n",
  "constructor: 1\n",
  ":\n",
  "\t",
  "\ufeff",
  "\0",
  "\r",
  "\u2028",
  "\ud800",
];

describe("a notebook", () => {
  const notebooks = [
    "others/landings.ipynb",
    "others/unusual.ipynb",
    "report/tea.ipynb",
    "others/ipython-2.ipynb",
  ];
  const altered = fc.oneof(
    ...notebooks.flatMap((name) => [
      { arbitrary: alteredJson(json(fixture(name))), weight: 4 },
      { arbitrary: alteredText(fixture(name), jsonPieces), weight: 1 },
    ]),
  );

  test("that is to be executed", () => {
    fc.assert(
      fc.property(altered, (text) => {
        const notebook = held(() => parseNotebook(text, "n.ipynb"), "n.ipynb");
        if (notebook === undefined) return;
        held(() => readFrontMatter(notebook, "n.ipynb"), "n.ipynb");
        // A number of JSON that JavaScript cannot represent (1e400) is written as null.
        expect(parseNotebook(stringifyNotebook(notebook), "n.ipynb")).toEqual(json(JSON.stringify(notebook)));
      }),
      runs(400),
    );
  });

  test("that is rendered", { timeout: 600_000 }, async () => {
    const draw = () => Promise.resolve({ svg: '<svg width="1" height="1"></svg>', vega: {} });
    await fc.assert(
      fc.asyncProperty(altered, async (text) => {
        try {
          const { files, warnings } = await renderExecuted(text, "/folder/n.ipynb", draw);
          for (const { path } of files) expect(path).not.toMatch(/^\/|\.\.|[\\\0]/);
          for (const warning of warnings) expect(warning).not.toMatch(/\[object |undefined/);
        } catch (error) {
          expectReported(error, "n.ipynb");
        }
      }),
      runs(150),
    );
  });
});

describe("YAML", () => {
  const settings = `title: A title\nauthors: [One, "Two"]\ndate: 2026-01-01\nparameters: { from: 1990, names: [a, b] }\nchecks:\n  numbers:\n    exempt: [/a+/i, two thirds]\nfirstPage: { lead: a, findings: [b] }\n`;

  test("of briefing.yml", () => {
    fc.assert(
      fc.property(alteredText(settings, yamlPieces), (text) => {
        held(() => readConfiguration(text, "briefing.yml"), "briefing.yml:");
      }),
      runs(2000),
    );
  });

  test("of front matter", () => {
    const front = 'title: A `{ts} n`\nsummary: >-\n  Words\n  and words.\nclaims: [{ id: a, of: "b" }]\n';
    fc.assert(
      fc.property(alteredText(front, yamlPieces), (text) => {
        const cell = { cell_type: "raw", id: "a", metadata: {}, source: `---\n${text}\n---` } as const;
        held(() => readFrontMatter({ cells: [cell] }, "n.ipynb"), "n.ipynb, cell 1");
      }),
      runs(2000),
    );
  });
});

test("report.json, as a side of a comparison", { timeout: 600_000 }, async () => {
  const original = await brief(gauges(), "before");
  const text = original.files.get("report.json") ?? "";
  const altered = fc.oneof(
    { arbitrary: alteredJson(json(text)), weight: 3 },
    { arbitrary: alteredText(text, jsonPieces), weight: 1 },
  );
  fc.assert(
    fc.property(altered, (other) => {
      const report = held(() => parseStoredReport(other, "r/report.json"), "r/report.json");
      if (report === undefined) return;
      const after = { ...original, name: "after", report: normaliseReport(report, new Map()) };
      const comparison = compareBriefings(original, after);
      formatTerminal(comparison, { width: 80, colour: "off" });
      formatMarkdown(comparison, { command: "briefing diff", links: noLinks });
      formatHtml({ comparison, before: original, after }, { command: "briefing diff", links: noLinks });
      json(formatJson(comparison));
    }),
    runs(200),
  );
});

test("messages of the kernel protocol", () => {
  const header = { msg_id: "a", msg_type: "b", session: "c", username: "d", date: "e", version: "5.3" };
  const message = { header, parent_header: {}, metadata: {}, content: { code: "1" }, buffers: [] };
  const frames = serializeMessage(message, "");
  const part = (index: number) =>
    fc.oneof(
      fc.constant(frames[index] ?? Buffer.alloc(0)),
      alteredJson(json(String(frames[index + 2 > 5 ? 2 : index + 2]))).map((text) => Buffer.from(text)),
      alteredBytes(Buffer.from(frames[index] ?? []), jsonPieces),
    );
  const sent = fc
    .tuple(...frames.map((_, index) => part(index)))
    .chain((all) => fc.subarray(all as Buffer[], { minLength: 0 }));
  fc.assert(
    fc.property(sent, fc.constantFrom("", "key"), (given, key) => {
      try {
        const { header: read, content } = parseMessage(given, key).message;
        expect([typeof read.msg_id, typeof read.msg_type, typeof content]).toEqual([
          "string",
          "string",
          "object",
        ]);
        expect(key).toBe("");
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
      }
    }),
    runs(2000),
  );
});
