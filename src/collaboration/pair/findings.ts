/** What others found, as data/findings.csv lists it. */
import { required } from "../indicators/errors.js";
import type { FindingsRow } from "../rows.js";
import type { PairContext } from "./context.js";

/** The finding with this id; throws if the table lacks it. */
export function findingOf(about: Pick<PairContext, "rows">, id: string): FindingsRow {
  const [found] = about.rows("findings", { id });
  return required(
    found,
    `data/findings.csv has no row "${id}", which a sentence quotes`,
    "Restore the row in the table, or delete the sentence.",
  );
}
