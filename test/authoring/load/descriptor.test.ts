import { expect, test } from "vitest";
import { parseDescriptor } from "../../../src/authoring/load/descriptor.js";

const parse = (resource: object) => () =>
  parseDescriptor(
    JSON.stringify({
      resources: [{ name: "t", path: "t.csv", schema: { fields: [{ name: "a" }] }, ...resource }],
    }),
  );

test.each([
  [
    "a path that leaves the folder",
    { path: "../secret.csv" },
    'the path "../secret.csv" leads out of the data folder',
  ],
  ["a path to the network", { path: "https://example.org/t.csv" }, "leads out"],
  [
    "a compression of another kind",
    { path: "t.csv.zip", compression: "zip" },
    'compression "zip" is not supported; "gz" is',
  ],
  [
    "a compressed file that is not said to be one",
    { path: "t.csv.gz" },
    'the path "t.csv.gz" ends in .gz; add "compression": "gz"',
  ],
  [
    "a plain file that is said to be compressed",
    { compression: "gz" },
    'the path "t.csv" does not end in .gz',
  ],
  ["an absolute path", { path: "/etc/passwd" }, "leads out"],
  [
    "an unknown type",
    { schema: { fields: [{ name: "a", type: "geopoint" }] } },
    '"geopoint" is not one of string,',
  ],
  [
    "a key that is no field",
    { schema: { fields: [{ name: "a" }], primaryKey: "b" } },
    'primaryKey names "b"',
  ],
  [
    "two fields of one name",
    { schema: { fields: [{ name: "a" }, { name: "a" }] } },
    'two fields are named "a"',
  ],
  ["a hash of another kind", { hash: "md5:00" }, 'hash must be "sha256:"'],
  [
    "a reference to nothing",
    {
      schema: {
        fields: [{ name: "a" }],
        foreignKeys: [{ fields: "a", reference: { resource: "x", fields: "y" } }],
      },
    },
    'unknown resource "x"',
  ],
  [
    "a pattern that is none",
    { schema: { fields: [{ name: "a", constraints: { pattern: "(" } }] } },
    'pattern "("',
  ],
  [
    "a limit that is no value",
    { schema: { fields: [{ name: "a", type: "integer", constraints: { minimum: "x" } }] } },
    'minimum "x"',
  ],
])("%s is refused by name", (_, resource, message) => {
  expect(parse(resource)).toThrow(message);
});

test("what is not JSON is told by line and column", () => {
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
  ["behind a byte order mark", [1, 1], "\ufeff[]"],
])("the place of a fault: %s", (_, [line, column], json) => {
  expect(() => parseDescriptor(json)).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ line, column })] }),
  );
});
