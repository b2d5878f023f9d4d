import { expect, test } from "vitest";
import { parseDescriptor } from "../../../../src/briefing/authoring/load/descriptor.js";

test("invalid JSON is reported with line and column", () => {
  expect(() => parseDescriptor("{")).toThrow("data/datapackage.json:1:2: not JSON: the file ends where");
  expect(() => parseDescriptor('{\n  "resources": [,]\n}')).toThrow("data/datapackage.json:2:17: not JSON");
});

test.each([
  ["a value", [2, 15], '{\n "resources": 3\n}'],
  [
    "a field",
    [3, 67],
    '{\n"resources": [\n{"name":"t","path":"t.csv","schema":{"fields":[{"name":"a","type":"x"}]}}]}',
  ],
  ["what lacks it", [2, 15], '{\n"resources": [{"name": "t"}]}'],
  ["after a byte order mark", [1, 1], "\ufeff[]"],
])("the position of an error: %s", (_, [line, column], json) => {
  expect(() => parseDescriptor(json)).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ line, column })] }),
  );
});
