import { writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readRecords } from "../../../../src/briefing/authoring/load/table-reader.js";
import { own } from "../../../../src/briefing/lib/own.js";
import { BriefingError } from "../../../../src/briefing/model/errors.js";
import { inspect } from "../../../../src/briefing/tools/data/inspect.js";
import { temporaryFolder } from "../../../support/temporary.js";

const cell = fc.oneof(
  fc.constantFrom("", " x", "x\ny", "1 234", ...'NA - 0 1 007 2001 1,5 1.234 1,234 true "'.split(" ")),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.string({ unit: "grapheme", maxLength: 5 }).filter((text) => !text.includes("\0")),
);
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  );
const written = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((text) => `"${text.replaceAll('"', '""')}"`).join()}\n`).join("");

test("a table is rejected with a message, or load() reads it with every text unchanged", async () => {
  const folder = temporaryFolder("briefing laws");
  const file = path.join(folder, "t.csv");
  const settings = { missing: [], workFolder: path.join(folder, "work"), onBytes: () => undefined };
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const header = (rows[0] ?? []).map((_, index) => `c${index}`);
      writeFileSync(file, written([header, ...rows]));
      const workFolder = path.join(settings.workFolder, String(runs++));
      const result = await inspect(file, { ...settings, workFolder }).catch((error: unknown) => error);
      if (result instanceof BriefingError) return;
      if (result instanceof Error) throw result;
      const { table: source, resource } = result as Awaited<ReturnType<typeof inspect>>;
      const loaded: (readonly unknown[])[] = [];
      readRecords(source, resource, ({ row, problems }) => {
        expect(problems).toEqual([]);
        loaded.push(header.map((name) => own(row, name)));
      });
      expect(loaded).toHaveLength(rows.length);
      for (const [index, { type }] of resource.fields.entries())
        for (const [at, row] of rows.entries())
          if (type === "string" && !resource.missingValues.has(row[index] ?? ""))
            expect(loaded[at]?.[index]).toBe(row[index]);
    }),
    { numRuns: 200 },
  );
});
