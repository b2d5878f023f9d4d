import { expect, it } from "vitest";
import { KnownCells } from "../../../../src/briefing/authoring/load/known-cells.js";

it("finds a cell again by the bytes of its text, and no other", () => {
  const known = new KnownCells();
  const codes = Array.from(
    { length: 3000 },
    (_, i) => `${["", "é", "a".repeat(i % 60)][i % 3] ?? ""}${String(i)}`,
  );
  const bytesOf = (text: string) => Buffer.from(text);
  for (const code of ["", ...codes]) {
    const bytes = bytesOf(code);
    expect(known.find(bytes, 0, bytes.length)).toBeUndefined();
    known.add(bytes, 0, bytes.length, code === "" ? null : code);
  }
  for (const code of codes) {
    const bytes = bytesOf(`,${code},`);
    expect(known.find(bytes, 1, bytes.length - 1)).toBe(code);
  }
  expect(known.find(bytesOf(","), 1, 1)).toBeNull();
});
