/** Texts of files that are no notebook, each with what is said of it. */
import { casesOf } from "../../support/cases.js";

type Refused = readonly [name: string, text: string, message: string];

export const refused: readonly Refused[] = [
  ...(casesOf("files.yml", import.meta.url) as { refused: readonly Refused[] }).refused,
  ["blanks", " \n\t\n", "the file is empty"],
  ["depth without end", "[".repeat(100_000), "not JSON"],
  ["names without end", '{"a":'.repeat(100_000), "not JSON"],
];
