import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readChecked, writeChecked } from "../../../src/engine/compile/checked-file.js";
import { rememberingReader } from "../../../src/engine/compile/remember.js";

let folder = "";
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "remember-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("a file that was read before", () => {
  test("gives the same object, also when it was marked as used", () => {
    const read = rememberingReader();
    writeChecked(at("a"), { value: 1 });
    const first = read(at("a"));
    expect(first).toEqual({ value: 1 });
    const madeAt = statSync(at("a")).birthtimeMs;
    utimesSync(at("a"), 1000, 1000);
    // Not every file system says when a file was made: then it is read again.
    const isTold = statSync(at("a")).birthtimeMs === madeAt;
    expect(read(at("a")) === first).toBe(isTold);
    expect(read(at("a"))).toEqual(first);
  });

  test("is read again when another took its place, of the same length too", () => {
    const read = rememberingReader();
    for (let value = 0; value < 10; value += 1) {
      writeChecked(at("a"), { value });
      expect(read(at("a"))).toEqual({ value });
    }
  });

  test("is nothing when it is gone, or was never whole", () => {
    const read = rememberingReader();
    writeChecked(at("a"), { value: 1 });
    read(at("a"));
    rmSync(at("a"));
    writeFileSync(at("torn"), "no checksum\n{}");
    expect([read(at("a")), read(at("torn")), read(at("none"))]).toEqual([undefined, undefined, undefined]);
    writeChecked(at("a"), { value: 2 });
    expect(read(at("a"))).toEqual({ value: 2 });
  });

  test("is forgotten beyond a size, what was asked for last at last", () => {
    for (const name of ["a", "b", "c"]) writeChecked(at(name), { name: name.repeat(1000) });
    const read = rememberingReader(2500);
    const [a, b] = [read(at("a")), read(at("b"))];
    expect(read(at("a"))).toBe(a);
    read(at("c"));
    expect(read(at("a"))).toBe(a);
    expect(read(at("b"))).not.toBe(b);
    expect(read(at("b"))).toEqual(readChecked(at("b")));
    expect(readdirSync(folder)).toHaveLength(3);
  });
});
