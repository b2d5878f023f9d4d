import * as z from "zod";
import { strings } from "./emitted.js";

/** What a number is and where it comes from: of a value whose code could be followed to the rows that it read. */
export const valueLineage = z.strictObject({
  /** What it is called where it was computed. */
  name: z.string().exactOptional(),
  /** Which of the numbers with this name it is. */
  part: z.string().exactOptional(),
  /** The length of a list from which nothing was selected: it says how many were compared, and is no finding. */
  kind: z.literal("length").exactOptional(),
  /** Places in `Report.reads` of the rows and files that reached it; empty for a constant. */
  reads: z.array(z.int()),
  /** Functions of the project between the rows and the value, in this order, as `module#function`. */
  functions: strings,
});
