/**
 * The ZIP archive of a spreadsheet, with only what its cells need and in a size that is known, so that a small file
 * cannot expand without limit in the library that parses it.
 */
import { unzipSync, zipSync, type UnzipFileInfo } from "fflate";
import { BriefingError } from "../../model/errors.js";

/** Bytes of all parts together: a sheet of a million rows and ten columns. */
const mostExpanded = 400e6;
const mostParts = 10_000;
/** Cells and rows with a value, repeated by a number in an .ods file. */
const mostRepeated = 10_000;

/** Throws an error that names the file if it is not a spreadsheet, or would expand too far. */
export function repacked(bytes: Uint8Array, shown: string): Uint8Array {
  const hint = "Save the sheet as CSV in UTF-8 and add that.";
  const start = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (start === "\xd0\xcf\x11\xe0")
    throw new BriefingError(`${shown} is encrypted, or in the format of Excel before 2007.`, {
      hint: "Remove its password, or save it as .xlsx.",
    });
  if (!start.startsWith("PK"))
    throw new BriefingError(`${shown} is not a spreadsheet, although its name ends like one.`, {
      hint: "Download it again, or rename it to .csv if it contains text.",
    });
  let expanded = 0;
  let parts = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (!/(?:\.xml|\.rels|^mimetype)$/i.test(name)) return false;
    expanded += originalSize;
    if (++parts > mostParts || expanded > mostExpanded)
      throw new BriefingError(
        `${shown} would expand to more than ${mostExpanded / 1e6} MB; it is not read.`,
        { hint },
      );
    return true;
  };
  const files = unzipped(bytes, filter, shown);
  const content = files["content.xml"];
  if (content !== undefined && repeatsTooOften(Buffer.from(content).toString("utf8")))
    throw new BriefingError(
      `${shown} repeats a cell or a row more than ${mostRepeated} times; it is not read.`,
      {
        hint,
      },
    );
  return zipSync(files, { level: 0 });
}

function unzipped(
  bytes: Uint8Array,
  filter: (file: UnzipFileInfo) => boolean,
  shown: string,
): Record<string, Uint8Array> {
  try {
    // Each part is decompressed to the size that the archive declares, and no further.
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof BriefingError) throw cause;
    throw new BriefingError(`${shown} is damaged (${(cause as Error).message}).`, {
      cause,
      hint: "Download it again, or open it in a spreadsheet program and save it again.",
    });
  }
}

const repeats = /number-(?:columns|rows)-repeated="(\d+)"/;

/** Empty cells and rows are repeated up to the last possible one, which costs nothing. */
function repeatsTooOften(content: string): boolean {
  const isTooMany = (tag: string): boolean => Number(repeats.exec(tag)?.[1] ?? 0) > mostRepeated;
  const hasValue = (text: string): boolean => text.includes("office:value-type");
  for (const [tag] of content.matchAll(/<table:(?:covered-)?table-cell\b[^>]*>/g))
    if (isTooMany(tag) && hasValue(tag)) return true;
  for (const row of content.split("<table:table-row").slice(1)) {
    const end = row.indexOf(">");
    if (isTooMany(row.slice(0, end)) && hasValue(row)) return true;
  }
  return false;
}
