/** Names a table after its file, or as the user chooses. */
import path from "node:path";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";

export function tableName(file: string, given: string | undefined): string {
  const made = given === undefined ? nameOfFile(file) : inForm(given);
  if (given !== undefined && given !== made)
    throw new UsageError(`"${given}" cannot be the name of a table.`, {
      hint: `Small letters, digits, - _ and . are taken${made === "" ? "" : `: --name ${made}`}`,
    });
  if (made === "" || made === "__proto__")
    throw new UsageError(`The name of ${shownPath(file)} cannot be turned into a table name.`, {
      hint: "Choose a name: --name NAME",
    });
  return made;
}

/** Empty if no name can be derived. */
export const nameOfFile = (file: string): string =>
  inForm(path.basename(file).replace(/(?:\.(?:csv|tsv|tab|txt|json|parquet|xlsx|xlsm|ods))?(?:\.gz)?$/i, ""));

const inForm = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replace(/^[-._]+|[-._]+$/g, "");
