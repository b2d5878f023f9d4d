/** Changes to the report of the rivers, in others' hands. */
type Loose = Record<string, unknown>;
export interface Report extends Loose {
  values: Record<string, Loose>;
  sections: { blocks: Loose[] }[];
  inputs: Loose;
  files: Loose;
  provenance: Loose;
}
const block = (report: Report, kind: string): Loose =>
  report.sections.flatMap(({ blocks }) => blocks).find((each) => each["kind"] === kind) ?? {};
const value = (report: Report): Loose => Object.values(report.values)[0] ?? {};
const own = (record: object, name: string, value: unknown): object =>
  Object.defineProperty(record, name, { value, enumerable: true });

export const wrong: readonly (readonly [
  name: string,
  change: (report: Report) => unknown,
  message: string,
])[] = [
  ["a title of numbers", (report) => (report["title"] = 1), "title: Invalid input: expected string"],
  [
    "sections that are an object",
    (report) => own(report, "sections", {}),
    "sections: Invalid input: expected array",
  ],
  [
    "a section that is null",
    (report) => own(report.sections, "0", null),
    "sections.0: Invalid input: expected object",
  ],
  ["a block of another kind", (report) => (block(report, "prose")["kind"] = "video"), "sections.0.blocks."],
  [
    "a block of the kind __proto__",
    (report) => (block(report, "prose")["kind"] = "__proto__"),
    "sections.0.blocks.",
  ],
  ["a block without kind", (report) => delete block(report, "prose")["kind"], "sections.0.blocks."],
  ["a field that nobody knows", (report) => (report["more"] = 1), 'the file: Unrecognized key: "more"'],
  [
    "a file named by a number",
    (report) => (block(report, "figure")["files"] = 1),
    "files: Invalid input: expected object",
  ],
  ["a figure without files", (report) => delete block(report, "figure")["files"], "files: it is missing"],
  [
    "a number that is a fraction",
    (report) => (block(report, "figure")["number"] = 1.5),
    "number: Invalid input: expected int",
  ],
  ["values that are a list", (report) => own(report, "values", []), "values: Invalid input: expected record"],
  [
    "a value that is a text",
    (report) => own(report.values, "flow", "a"),
    "values.flow: Invalid input: expected object",
  ],
  ["a value without text", (report) => delete value(report)["text"], "text: it is missing"],
  ["a value without place", (report) => delete value(report)["place"], "place: it is missing"],
  ["a raw value of three numbers", (report) => (value(report)["raw"] = [1, 2, 3]), "raw: Invalid input"],
  ["a raw value that is an object", (report) => (value(report)["raw"] = {}), "raw: Invalid input"],
  [
    "a hash in words",
    (report) => own(report.inputs, "a", "none"),
    "inputs.a: Invalid string: must match pattern",
  ],
  [
    "a hash that is a number",
    (report) => own(report.files, "a", 1),
    "files.a: Invalid input: expected string",
  ],
  [
    "a hash of a megabyte",
    (report) => own(report.inputs, "a", "0".repeat(1_000_000)),
    "inputs.a: Invalid string",
  ],
  [
    "provenance that is null",
    (report) => own(report, "provenance", null),
    "provenance: Invalid input: expected record",
  ],
  [
    "provenance without functions",
    (report) => own(report.provenance, "a#b", { files: [] }),
    "provenance.a#b.modules: it is missing",
  ],
  [
    "a value that is made of itself",
    (report) => (value(report)["parts"] = [{ value: Object.keys(report.values)[0] }]),
    "it is made of itself",
  ],
  [
    "values that are made of each other",
    (report) => {
      for (const [index, name] of ["a", "b"].entries())
        own(report.values, name, { ...value(report), parts: [{ value: ["b", "a"][index] }, { value: "a" }] });
    },
    "values.a: it is made of itself",
  ],
  [
    "600 values, one in the other",
    (report) => {
      for (let index = 0; index < 600; index += 1)
        own(report.values, `v${index}`, { ...value(report), parts: [{ value: `v${index + 1}` }] });
    },
    "or of too many values",
  ],
  ["a name of a megabyte", (report) => own(report.values, "x".repeat(1_000_000), 1), "…: Invalid input"],
];

/** What can be compared, though nobody wrote it in good faith. */
export const compared: readonly (readonly [name: string, change: (report: Report) => unknown])[] = [
  ["the value constructor", (report) => own(report.values, "constructor", value(report))],
  ["the value toString", (report) => own(report.values, "toString", value(report))],
  ["the value __proto__", (report) => own(report.values, "__proto__", value(report))],
  ["the input constructor", (report) => own(report.inputs, "constructor", "00")],
  ["the file constructor", (report) => own(report.files, "constructor", "00")],
  [
    "the provenance constructor",
    (report) => own(report.provenance, "constructor", Object.values(report.provenance)[0]),
  ],
  [
    "a citation of what is not there",
    (report) => (block(report, "prose")["text"] = [{ citations: ["constructor", "__proto__"] }]),
  ],
  [
    "a value that is not there",
    (report) => (block(report, "prose")["text"] = [{ value: "constructor" }, { value: "__proto__" }]),
  ],
  [
    "a target that is not there",
    (report) => (block(report, "prose")["text"] = [{ target: "fig-__proto__" }, { target: "" }]),
  ],
  [
    "cells that rest on each other",
    (report) => {
      for (const record of Object.values(report.provenance))
        (record as Loose)["cells"] = ["means", "load", "none", "constructor"];
    },
  ],
  [
    "text with scripts",
    (report) => (block(report, "prose")["text"] = ["<script>alert(1)</script> \u001b[31m"]),
  ],
  ["no sections", (report) => own(report, "sections", [])],
  ["sections twice", (report) => report.sections.push(...report.sections)],
  [
    "blocks twice",
    (report) => {
      report.sections.forEach(({ blocks }) => blocks.push(...blocks));
    },
  ],
  [
    "hashes of nothing",
    (report) => {
      Object.keys(report.files).forEach((name) => (report.files[name] = "00"));
    },
  ],
  [
    "files that are not there",
    (report) => (block(report, "figure")["files"] = { svg: "a", spec: "b", data: "c" }),
  ],
  [
    "files of the machine",
    (report) =>
      (block(report, "figure")["files"] = { svg: "/etc/passwd", spec: "../../etc/passwd", data: "" }),
  ],
  ["numbers as large as there are", (report) => (value(report)["raw"] = Number.MAX_VALUE)],
  [
    "2,000 values",
    (report) => {
      for (let index = 0; index < 2000; index += 1)
        report.values[`v${index}`] = { ...value(report), raw: index };
    },
  ],
];
