import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStoredReport } from "../../../src/engine/report/stored-report.js";

const before = readFileSync(fileURLToPath(new URL("../../../output/report.json", import.meta.url)), "utf8");
const known = { text: before, report: parseStoredReport(before, "before") };

const beside = (text: string) => parseStoredReport(text, "after", known);
const whole = (text: string) => parseStoredReport(text, "after");

/** Lines of the text that hold a record of that name. */
function recordLines(name: "values" | "provenance"): readonly string[] {
  const start = before.indexOf(`\n"${name}":{\n`) + name.length + 6;
  return before.slice(start, before.indexOf("\n}", start)).split(",\n");
}

/** The report with records left out, altered, renamed, named by a number, or twice the same under two names. */
const edits = [
  (line: string) => [line.replace(/"text":"/, '"text":"now ')],
  (line: string) => [line.replace(/^"/, '"aa ')],
  (line: string) => [line, line.replace(/^"(?:[^"\\]|\\.)*"/, '"2024"')],
  (line: string) => [line.replace(/^"/, '"\\"quoted\\":{ '), line],
  () => [],
] as const;

describe("a report that is read beside another", () => {
  it("is what it is when it is read alone, byte by byte and in its order", () => {
    const lines = recordLines("values");
    const edited = fc.array(fc.tuple(fc.nat(lines.length - 1), fc.constantFrom(...edits)), { maxLength: 4 });
    fc.assert(
      fc.property(edited, (edited) => {
        const changed = new Map(edited);
        const records = lines.flatMap((line, at) => changed.get(at)?.(line) ?? [line]);
        const text = before.replace(lines.join(",\n"), () => records.join(",\n"));
        expect(JSON.stringify(beside(text))).toBe(JSON.stringify(whole(text)));
      }),
      { numRuns: 12, seed: 13 },
    );
  });

  it("has the records and chapters that both have as the same objects", () => {
    const [line = ""] = recordLines("values");
    const { values, provenance, sections } = beside(before.replace(line, edits[0](line)[0] ?? ""));
    const [changed, ...others] = Object.keys(values);
    expect(values[changed ?? ""]).not.toEqual(known.report.values[changed ?? ""]);
    for (const id of others) expect(values[id]).toBe(known.report.values[id]);
    for (const key of Object.keys(provenance)) expect(provenance[key]).toBe(known.report.provenance[key]);
    for (const [at, section] of sections.entries()) expect(section).toBe(known.report.sections[at]);
  });

  it("is refused for what it is refused for alone", () => {
    const [line = ""] = recordLines("values");
    const faults = [
      before.replace(line, line.replace(/"format":/, '"shape":')),
      before.replace('"blocks":[', '"blocks":[7,'),
      before.replace(/\n"values":\{\n[^]*?\n\}/, '\n"values":{\n"a":{\n"b":{}\n}\n}'),
      before.slice(0, -20),
      "{}",
    ];
    for (const text of faults) {
      const messageOf = (read: (text: string) => unknown) => {
        try {
          read(text);
          return "it was read";
        } catch (error) {
          return (error as Error).message;
        }
      };
      expect(messageOf(beside)).toBe(messageOf(whole));
      expect(messageOf(whole)).not.toBe("it was read");
    }
  });

  it("may be laid out in another way", () => {
    const text = JSON.stringify(JSON.parse(before), undefined, 1);
    expect(JSON.stringify(beside(text))).toBe(JSON.stringify(whole(text)));
  });
});
