import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { findPaginator } from "../../../../../src/briefing/engine/render/word/paginate.js";
import { temporaryFolder } from "../../../../support/temporary.js";

test("a LibreOffice that fails is named in a warning, with what it said, and one that is not there is an error", async () => {
  const folder = temporaryFolder("soffice");
  const program = path.join(folder, "soffice");
  writeFileSync(program, "#!/bin/sh\necho 'no display' >&2\nexit 3\n", { mode: 0o755 });
  const warnings: string[] = [];
  const limits = {
    signal: new AbortController().signal,
    onWarning: (warning: string) => warnings.push(warning),
  };
  expect(await findPaginator({ SOFFICE: program })?.(new Uint8Array(), limits)).toBeUndefined();
  expect(warnings).toEqual([
    `The contents of the Word document have no page numbers, because ${program} could not lay it out: no display. Press F9 in Word.`,
  ]);
  expect(() => findPaginator({ SOFFICE: path.join(folder, "none") })).toThrow("is not executable");
});
