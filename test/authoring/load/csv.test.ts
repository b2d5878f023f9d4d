import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvCursor, decode } from "../../../src/authoring/load/csv.js";

const bytesOf = (text: string) => Buffer.from(text).toString("latin1");

function split(pieces: readonly string[], delimiter = ","): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  const cursor = new CsvCursor({ path: "t.csv", delimiter });
  const take = () => {
    for (let cells = cursor.next(); cells !== undefined; cells = cursor.next())
      records.push(cells.map(decode));
  };
  for (const piece of pieces) {
    cursor.write(bytesOf(piece));
    take();
  }
  cursor.end();
  take();
  return records;
}

/** Texts that hold what CSV cares about, quoted as it wants them. */
const cell = fc.oneof(
  fc.constantFrom("", "a", "12", "é"),
  fc.constantFrom("a,b", 'say "x"', "two\nlines", "\n", '"').map((text) => `"${text.replaceAll('"', '""')}"`),
);
const csv = (line: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), fc.boolean())
    .map(([records, closed]) => records.map((cells) => cells.join(",")).join("\n") + (closed ? "\n" : ""));

test("a text without quotes gives what a CSV parser gives", () => {
  const plain = csv(fc.constantFrom("", "a", "12", "x y"));
  fc.assert(
    fc.property(plain, (text) => {
      expect(split([text])).toEqual(parse(text, { relax_column_count: true }));
    }),
  );
});

test("pieces cut anywhere give the records of the whole", () => {
  fc.assert(
    fc.property(csv(cell), fc.array(fc.nat(40)), (text, cuts) => {
      const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
      expect(split(pieces)).toEqual(parse(text, { relax_column_count: true }));
    }),
  );
});

test("Windows line ends, cut between their two characters", () => {
  expect(split(["a,b\r", "\n1,2\r\n"])).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});

test("what is not CSV is named with its line in the file, not in the piece", () => {
  expect(() => split(["a,b\n1,2\n", '3,4\n5,x"y"\n'])).toThrow(
    /^t\.csv:4: not CSV: Invalid Opening Quote: .* at line 4/,
  );
  expect(() => split(["a,b\n1,2\n", '3,"4\n'])).toThrow(/^t\.csv:3: not CSV: Quote Not Closed: .* at line 3/);
});

test("a quote left open does not take the rest of a large file into memory", () => {
  const piece = "1,2\n".repeat(1 << 20);
  let taken = 0;
  const write = () => {
    const cursor = new CsvCursor({ path: "t.csv", delimiter: "," });
    cursor.write('a,b\n1,"2\n');
    while (cursor.next() !== undefined);
    for (; taken < 100; taken++) {
      cursor.write(piece);
      cursor.next();
    }
  };
  expect(write).toThrow("t.csv:2: not CSV: the record that begins here has no end; is a quote left open?");
  expect(taken).toBeLessThan(6);
});
