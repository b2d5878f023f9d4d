import path from "node:path";
import type { Report } from "../../model/report.js";
import type { Draw } from "../render/figure/draw.js";
import type { Overwrite } from "../render/write.js";
import { refuseFile, writeOwnFile } from "./own-file.js";

/** The briefing as a Word document, once it is known. */
export interface WordFile {
  readonly file: string;
  readonly write: (report: Report, draw: Draw) => Promise<void>;
}

/** Refuses a file that could not be written, before anything is executed. */
export async function prepareWord(
  given: string | undefined,
  { output, overwrite }: { readonly output: string; readonly overwrite: Overwrite },
): Promise<WordFile> {
  const file = given === undefined ? path.join(output, "briefing.docx") : path.resolve(given);
  const target = { file, overwrite, hint: "Name another file: --docx FILE" };
  await refuseFile(target);
  return {
    file,
    write: async (report, draw) => {
      const { pageWord } = await import("../render/word/page.js");
      await writeOwnFile(target, await pageWord(report, draw));
    },
  };
}
