/** Tables of a project and their description, each with what is said of them; the table `t` has the field `x`. */
const field = (more: object) => ({ schema: { fields: [{ name: "x", type: "string", ...more }] } });
const constrained = (type: string, constraints: object) => field({ type, constraints });
const keyed = (more: object) => ({ schema: { fields: [{ name: "x" }], ...more } });

/** What the description of the table says beside name and path. */
export const wrongResources: readonly (readonly [name: string, resource: object, message: string])[] = [
  ["no schema", { schema: undefined }, 'resource "t": schema must be an object'],
  ["a schema that is a list", { schema: [] }, 'resource "t": schema must be an object'],
  ["fields that are an object", { schema: { fields: {} } }, "schema.fields must be an array"],
  ["a field that is null", { schema: { fields: [null] } }, "schema.fields[0] must be an object"],
  ["a field without name", { schema: { fields: [{}] } }, "field 1: name must be a string"],
  ["a field whose name is a number", field({ name: 1 }), "field 1: name must be a string"],
  ["the field __proto__", field({ name: "__proto__" }), 'no field can be named "__proto__"'],
  [
    "two fields of one name",
    { schema: { fields: [{ name: "x" }, { name: "x" }] } },
    'two fields are named "x"',
  ],
  ["a type that is none", field({ type: "money" }), 'type "money" is not one of string'],
  ["the type constructor", field({ type: "constructor" }), 'type "constructor" is not one of'],
  ["the type __proto__", field({ type: "__proto__" }), 'type "__proto__" is not one of'],
  ["a type that is a list", field({ type: ["string"] }), 'type ["string"] is not one of'],
  ["constraints that are a list", field({ constraints: [] }), "constraints must be an object"],
  ["a minimum in words", constrained("integer", { minimum: "one" }), 'minimum "one" is not an integer'],
  ["a maximum that is null", constrained("number", { maximum: null }), "maximum null is not a number"],
  [
    "a minimum that is no day",
    constrained("date", { minimum: "2026-02-30" }),
    'minimum "2026-02-30" is not a date',
  ],
  ["an enum that is a text", constrained("string", { enum: "a" }), "enum must be a list"],
  [
    "an enum of another type",
    constrained("integer", { enum: ["a"] }),
    "enum must be a list of values of type integer",
  ],
  [
    "a pattern that is none",
    constrained("string", { pattern: "(" }),
    'pattern "(" is not a regular expression',
  ],
  [
    "a pattern that is a number",
    constrained("string", { pattern: 1 }),
    "pattern 1 is not a regular expression",
  ],
  [
    "a pattern of a megabyte",
    constrained("string", { pattern: "a".repeat(1_000_000) }),
    "pattern has 1000000 characters",
  ],
  ["a length in words", constrained("string", { minLength: "1" }), "minLength must be a whole number"],
  [
    "a length that is a fraction",
    constrained("string", { maxLength: 1.5 }),
    "maxLength must be a whole number",
  ],
  [
    "a primary key that is not there",
    keyed({ primaryKey: "y" }),
    'primaryKey names "y", which is not a field',
  ],
  ["the primary key __proto__", keyed({ primaryKey: ["__proto__"] }), 'primaryKey names "__proto__"'],
  [
    "a primary key that is a number",
    keyed({ primaryKey: 1 }),
    "primaryKey must be a string or an array of strings",
  ],
  [
    "a foreign key without reference",
    keyed({ foreignKeys: [{ fields: "x" }] }),
    "foreignKeys.reference must be an object",
  ],
  ["foreign keys that are an object", keyed({ foreignKeys: {} }), "foreignKeys must be an array"],
  [
    "a foreign key to nothing",
    keyed({ foreignKeys: [{ fields: "x", reference: { resource: "u", fields: "x" } }] }),
    'foreignKeys name the unknown resource "u"',
  ],
  [
    "a foreign key to constructor",
    keyed({ foreignKeys: [{ fields: "x", reference: { resource: "constructor", fields: "x" } }] }),
    'unknown resource "constructor"',
  ],
  [
    "a foreign key of another field",
    keyed({ foreignKeys: [{ fields: "z", reference: { fields: "x" } }] }),
    'foreignKeys name "z", which is not a field',
  ],
  [
    "missing values that are a number",
    keyed({ missingValues: 1 }),
    "missingValues must be a string or an array",
  ],
  ["a path upwards", { path: "../t.csv" }, 'the path "../t.csv" leads out of the data folder'],
  ["a path upwards in the middle", { path: "a/../../t.csv" }, "leads out of the data folder"],
  ["a path of the machine", { path: "/etc/passwd" }, 'the path "/etc/passwd" leads out'],
  ["a path elsewhere", { path: "https://evil.example/t.csv" }, "leads out of the data folder"],
  ["a path that runs", { path: "data:text/csv,x" }, "leads out of the data folder"],
  ["a path that is a list", { path: ["t.csv"] }, "path must be a string"],
  ["no path", { path: undefined }, "path must be a string"],
  ["a name that is a number", { name: 1 }, "resources[0].name must be a string"],
  ["a hash that is none", { hash: "0" }, 'hash must be "sha256:" and 64 hexadecimal digits'],
  ["a hash that is a number", { hash: 1 }, "hash must be"],
  ["a compression that is unknown", { compression: "zip" }, 'compression "zip" is not supported'],
  ["a compression that is not there", { compression: "gz" }, 'the path "t.csv" does not end in .gz'],
  ["a format that is another", { format: "parquet" }, 'format is "parquet", but the path is "t.csv"'],
  [
    "a delimiter that is a quote",
    { dialect: { delimiter: '"' } },
    'the delimiter "\\"" cannot separate cells',
  ],
  ["a delimiter that is a line end", { dialect: { delimiter: "\n" } }, "cannot separate cells"],
  ["no delimiter", { dialect: { delimiter: "" } }, 'the delimiter "" cannot separate cells'],
  ["a dialect that is a text", { dialect: "excel" }, "dialect must be an object"],
];

/** What is in the file; the field `x` is a text, an integer where the name says so. */
export const wrongTables: readonly (readonly [name: string, csv: string, message: string])[] = [
  ["nothing", "", 'data/t.csv:1:1: the header reads nothing, datapackage.json says "x"'],
  ["another header", "y\n1\n", 'the header reads "y"'],
  ["the header __proto__", "__proto__\n1\n", 'the header reads "__proto__"'],
  ["two byte order marks", "\ufeff\ufeffx\n1\n", "the header reads"],
  ["UTF-16", Buffer.from("\ufeffx\n1\n", "utf16le").toString("latin1"), "the header reads"],
  ["a page", "<!doctype html>\n", "the header reads"],
  ["NUL for a name", "\0\n1\n", "the header reads"],
  ["a name of a megabyte", `${"y".repeat(1_000_000)}\n`, "the header reads"],
  ["more cells than columns", "x\na,b\n", "data/t.csv:2:1: expected 1 cells, got 2"],
  ["10,000 cells more", `x\n${",".repeat(10_000)}\n`, "data/t.csv:2:1: expected 1 cells, got 10001"],
  [
    "a quote that stays open",
    'x\n"a\nb\n',
    "data/t.csv:2: not CSV: the quote that opens here is never closed",
  ],
  [
    "a quote that stays open for 17 MB",
    `x\n"${"a\n".repeat(9_000_000)}`,
    "data/t.csv:2: not CSV: the record that begins here has no end",
  ],
  [
    "a quote in the middle",
    'x\na"b\n',
    "data/t.csv:2: not CSV: a quote in cell 1, which does not begin with one",
  ],
  ["a quote behind a megabyte", `x\n${"a".repeat(1_000_000)}"b\n`, "a quote in cell 1"],
  ["text behind a quote", 'x\n"a"b\n', 'data/t.csv:2: not CSV: "b" follows a closing quote'],
  ["a conflict", "x\n<<<<<<< HEAD,\n", "data/t.csv:2:1: expected 1 cells, got 2"],
];
export const wrongIntegers: readonly (readonly [cell: string, shown: string])[] = [
  ...(
    [
      "1e400",
      "-",
      "1.5",
      "0x1f",
      "NaN",
      "Infinity",
      "1_000",
      "１",
      "١",
      "--1",
      "1 ",
      "9007199254740993",
    ] as const
  ).map((cell) => [cell, JSON.stringify(cell)] as const),
  ["__proto__", '"__proto__"'],
  ["\0", '"\\u0000"'],
  ["9".repeat(1_000_000), `"${"9".repeat(60)}…"`],
];

/** What is no fault: the rows that are read. */
export const rightTables: readonly (readonly [
  name: string,
  csv: string,
  rows: readonly (string | null)[],
])[] = [
  ["a byte order mark", "\ufeffx\na\n", ["a"]],
  ["line ends of old Macs", "x\ra\rb\r", ["a", "b"]],
  ["line ends of every kind", "x\na\r\nb\rc", ["a", "b", "c"]],
  ["NUL and other controls", "x\n\0\u001b[31m\n", ["\0\u001b[31m"]],
  ["a field of a megabyte", `x\n"${"a".repeat(1_000_000)}"\n`, ["a".repeat(1_000_000)]],
  ["a field of a million quotes", `x\n"${'""'.repeat(1_000_000)}"\n`, ['"'.repeat(1_000_000)]],
  [
    "names that all objects have",
    "x\n__proto__\nconstructor\ntoString\n",
    ["__proto__", "constructor", "toString"],
  ],
  ["what is no UTF-8", "x\n\ufffd\n", ["\ufffd"]],
  ["formulas of a spreadsheet", "x\n=cmd|' /C calc'!A0\n", ["=cmd|' /C calc'!A0"]],
  ["an empty cell", 'x\na\n""\n', ["a", null]],
];
