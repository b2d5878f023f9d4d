import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvScanner } from "../../../../src/briefing/authoring/load/csv.js";

function split(pieces: readonly string[], delimiter = ","): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  const scanner = new CsvScanner({ path: "t.csv", delimiter });
  const take = () => {
    while (scanner.next()) records.push(scanner.texts);
  };
  for (const piece of pieces) {
    scanner.write(Buffer.from(piece));
    take();
  }
  scanner.end();
  take();
  return records;
}

/** Texts with CSV's special characters, quoted accordingly. */
const cell = fc.oneof(
  fc.constantFrom("", "a", "12", "x y", "é"),
  fc.constantFrom("a,b", 'say "x"', "two\nlines", "\n", '"').map((text) => `"${text.replaceAll('"', '""')}"`),
);
const csv = (line: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), fc.boolean())
    .map(([records, closed]) => records.map((cells) => cells.join(",")).join("\n") + (closed ? "\n" : ""));

test("chunks split anywhere give the records of the whole", () => {
  fc.assert(
    fc.property(csv(cell), fc.array(fc.nat(40)), (text, cuts) => {
      const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
      expect(split(pieces)).toEqual(parse(text, { relax_column_count: true }));
    }),
  );
});

test("Windows line ends, split between their two characters", () => {
  expect(split(["a,b\r", "\n1,2\r\n"])).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});
