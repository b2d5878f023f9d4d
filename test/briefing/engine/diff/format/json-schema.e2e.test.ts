import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  comparisonJsonSchema,
  comparisonSchemaId,
} from "../../../../../src/briefing/engine/diff/comparison.js";

test("the package contains the JSON Schema of --format json", () => {
  const file = new URL(
    "../../../../../src/briefing/dist/engine/diff/format/comparison.schema.json",
    import.meta.url,
  );
  const published = JSON.parse(readFileSync(file, "utf8")) as object;
  expect(published).toEqual(JSON.parse(JSON.stringify(comparisonJsonSchema())));
  expect(published).toMatchObject({ $id: comparisonSchemaId, additionalProperties: false });
});
