/** What a report says of the works that it cites. */
import * as z from "zod";

/** How a work is named where it is cited; by key and locator (`key, p. 3`). */
export const citation = z.strictObject({ key: z.string(), text: z.string() });
/** An entry of the bibliography, in order, as runs of plain text. */
export const bibliographyEntry = z.strictObject({
  key: z.string(),
  runs: z.array(z.strictObject({ text: z.string(), style: z.literal("italic").exactOptional() })),
});
