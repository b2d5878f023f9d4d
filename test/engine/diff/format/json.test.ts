import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { comparisonSchema, comparisonSchemaId } from "../../../../src/engine/diff/comparison.js";
import { formatJson } from "../../../../src/engine/diff/format/json.js";
import { changeKinds } from "../../../../src/engine/diff/kinds/index.js";
import { changes, comparisonOf, sample } from "./sample.js";

const schemaFile = (folder: string) =>
  fileURLToPath(new URL(`../../../../${folder}/engine/diff/format/comparison.schema.json`, import.meta.url));

describe("--format json", () => {
  it("holds the whole comparison, whatever changed", () => {
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(changeKinds));
    const read = comparisonSchema.parse(JSON.parse(formatJson(sample)));
    expect(read).toEqual({ $schema: comparisonSchemaId, ...sample });
    expect(comparisonSchema.safeParse(JSON.parse(formatJson(comparisonOf([])))).success).toBe(true);
  });

  it("says the same in the same bytes", () => {
    expect(formatJson(comparisonOf(structuredClone(changes)))).toBe(formatJson(sample));
  });

  it("is as its schema says, which lies beside the code and goes with the package", async () => {
    const style = await prettier.resolveConfig(schemaFile("src"));
    const published = {
      $id: comparisonSchemaId,
      ...z.toJSONSchema(comparisonSchema),
      title: "briefing diff --format json",
    };
    const schema = await prettier.format(JSON.stringify(published), { ...style, parser: "json" });
    await expect(schema).toMatchFileSnapshot(schemaFile("src"));
    expect(readFileSync(schemaFile("dist"), "utf8")).toBe(readFileSync(schemaFile("src"), "utf8"));
  });

  it("refuses what the schema does not know", () => {
    const changed = { ...(JSON.parse(formatJson(sample)) as object), extra: 1 };
    expect(comparisonSchema.safeParse(changed).success).toBe(false);
  });
});
