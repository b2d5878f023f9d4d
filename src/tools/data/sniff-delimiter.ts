import { type Bytes, CsvCursor } from "../../authoring/load/csv.js";
import { DataError } from "../../authoring/load/errors.js";

/** Of two that cut as well, the one that occurs less in texts comes first. */
const delimiters = ["\t", ";", "|", ","] as const;
const looked = 200;

interface Head {
  readonly text: Bytes;
  readonly isWhole: boolean;
}

/** What cuts the first records of a file into as many cells each, and into most; a comma where nothing does. */
export function sniffDelimiter(head: Head): string {
  let best = { delimiter: ",", share: 0, width: 1 };
  for (const delimiter of delimiters) {
    const records = firstRecords(head, delimiter);
    const width = records[0]?.length ?? 0;
    if (width < 2) continue;
    const share = records.filter((cells) => cells.length === width).length / records.length;
    if (share > best.share || (share === best.share && width > best.width))
      best = { delimiter, share, width };
  }
  return best.delimiter;
}

function firstRecords({ text, isWhole }: Head, delimiter: string): readonly (readonly Bytes[])[] {
  const cursor = new CsvCursor({ path: "", delimiter });
  const records: (readonly Bytes[])[] = [];
  try {
    cursor.write(text);
    if (isWhole) cursor.end();
    for (let cells = cursor.next(); cells !== undefined && records.length < looked; cells = cursor.next())
      if (cells.length > 1 || cells[0] !== "") records.push(cells);
  } catch (error) {
    // What is wrong is told by who reads the whole file.
    if (!(error instanceof DataError)) throw error;
  }
  return records;
}
