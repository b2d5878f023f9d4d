/** Corrupted tables and descriptions: they are either read or reported with the fault. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDescriptor } from "../../../src/briefing/authoring/load/descriptor.js";
import { codecs, type Columns, csv, parquet } from "../../briefing/authoring/load/columns.js";
import { createProject, field, loaded, messages } from "../../briefing/authoring/load/project.js";
import { alteredBytes, alteredJson, alteredText, jsonPieces } from "./altered.js";
import { held, runs } from "./held.js";

describe("data", { timeout: 600_000 }, () => {
  const columns: Columns = {
    name: { type: "string", values: ["US", 'a "b"', null, "ü,\n"] },
    year: { type: "year", values: [1990, 1991, 1992, 1993] },
    works: { type: "integer", values: [1, 22, 333, null] },
    share: { type: "number", values: [0.5, -1e-7, null, 12] },
    final: { type: "boolean", values: [true, false, null, true] },
    day: {
      type: "date",
      values: ["2020-01-01", "1999-12-31", null, "2000-02-29"].map((day) => day && new Date(day)),
    },
  };
  const schema = {
    fields: Object.entries(columns).map(([name, { type }]) => field(name, type)),
    primaryKey: ["year"],
  };
  const pieces = [
    ...`" "" , __proto__ 1e400 -0 NaN`.split(" "),
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\ufeff",
    "\u2028",
  ];

  /** `load` rejects what `check` complains about, and nothing else. */
  async function loadedOrTold(project: string, place: string): Promise<void> {
    const rows = held(() => loaded(project), place);
    const found = await messages(project);
    expect(found.length > 0).toBe(rows === undefined);
    for (const message of found) expect(message).toContain(place);
  }

  test("in CSV", async () => {
    await fc.assert(
      fc.asyncProperty(alteredBytes(Buffer.from(csv(columns)), pieces), async (bytes) => {
        await loadedOrTold(createProject({ t: { csv: bytes, schema } }), "data/t.csv");
      }),
      runs(150),
    );
  });

  test.each(codecs)("in Parquet, %s", async (codec) => {
    const original = Buffer.from(parquet(columns, { codec, rowGroupSize: 3 }));
    await fc.assert(
      fc.asyncProperty(
        alteredBytes(original, ["PAR1", "\0\0\0\0", "\x7f\x7f\x7f\x7f\x7f"]),
        async (bytes) => {
          await loadedOrTold(
            createProject({ t: { csv: bytes, file: "t.parquet", schema } }),
            "data/t.parquet",
          );
        },
      ),
      runs(150),
    );
  });

  test("that datapackage.json describes", () => {
    const dataPackage = {
      name: "p",
      resources: [
        {
          name: "t",
          path: "t.csv",
          title: "T",
          bytes: 1,
          hash: `sha256:${"0".repeat(64)}`,
          dialect: { delimiter: ";" },
          schema: {
            fields: [
              { name: "a", type: "integer", constraints: { minimum: 1, enum: [1, 2], required: true } },
              { name: "b", type: "string", constraints: { pattern: "a+", maxLength: 3 } },
            ],
            primaryKey: "a",
            foreignKeys: [{ fields: "b", reference: { resource: "", fields: "b" } }],
            missingValues: ["", "-"],
          },
        },
      ],
    };
    const described = fc.oneof(
      { arbitrary: alteredJson(dataPackage), weight: 4 },
      { arbitrary: alteredText(JSON.stringify(dataPackage), jsonPieces), weight: 1 },
    );
    fc.assert(
      fc.property(described, (text) => {
        held(() => parseDescriptor(text), "data/datapackage.json");
      }),
      runs(2000),
    );
  });
});
