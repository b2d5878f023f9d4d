import fc from "fast-check";
import { readFile, readdir, symlink } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { spoolGzip, type Piece } from "../../../src/papers/works/spool.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

interface Taken extends Piece {
  readonly text: string;
}

async function spooled(folder: string, text: string, pieceBytes: number): Promise<readonly Taken[]> {
  // Each line packed by itself: a file of many gzip members, as `cat` makes it.
  const packed = text.split(/(?<=\n)/).map((line) => gzipSync(line));
  writeFiles(folder, { "works.gz": Buffer.concat(packed) });
  const taken: Taken[] = [];
  const take = async (piece: Piece): Promise<void> => {
    taken.push({ ...piece, text: await readFile(piece.path, "utf8") });
  };
  await spoolGzip(path.join(folder, "works.gz"), folder, take, pieceBytes);
  return taken;
}

test("pieces of an unpacked file are whole lines, and together the file", async () => {
  const folder = temporaryFolder();
  const line = fc.oneof(
    fc.constant(""),
    fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replaceAll(/\n/g, "")),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 60, size: "max" }),
      fc.constantFrom("", "\n"),
      fc.integer({ min: 64, max: 200 }),
      async (lines, end, pieceBytes) => {
        const text = lines.join("\n") + end;
        const pieces = await spooled(folder, text, pieceBytes);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        let before = "";
        for (const piece of pieces) {
          expect(piece.linesBefore).toBe(before.split("\n").length - 1);
          const own = piece.text.split("\n");
          expect(piece.records).toBe(own.filter((each) => each !== "").length);
          expect(piece.longestLine).toBe(Math.max(...own.map((each) => Buffer.byteLength(each))));
          before += piece.text;
          expect(before === text || before.endsWith("\n")).toBe(true);
        }
      },
    ),
    { numRuns: 60, seed: 1 },
  );
  expect(await readdir(folder)).toEqual(["works.gz"]);
});

test.runIf(process.platform === "linux")(
  "a full disk is reported, and not the abort that follows",
  async () => {
    const folder = temporaryFolder();
    const text = `${"x".repeat(300_000)}\n`.repeat(20);
    writeFiles(folder, { "works.gz": gzipSync(text) });
    // Writing to /dev/full fails as on a full disk.
    await symlink("/dev/full", path.join(folder, "piece-0.jsonl"));
    const unpacked = spoolGzip(path.join(folder, "works.gz"), folder, () => Promise.resolve());
    await expect(unpacked).rejects.toMatchObject({
      message: expect.stringContaining("works.gz: could not be unpacked because the disk is full") as string,
      hint: expect.stringContaining("Free some space") as string,
    });
  },
);

test("an error of the step that takes a piece is reported as it is", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "works.gz": gzipSync(`${"x".repeat(300_000)}\n`.repeat(20)) });
  const fault = new Error("the piece is bad");
  await expect(
    spoolGzip(path.join(folder, "works.gz"), folder, () => Promise.reject(fault), 400_000),
  ).rejects.toBe(fault);
});
