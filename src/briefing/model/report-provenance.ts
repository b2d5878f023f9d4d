import * as z from "zod";
import { dataRead, strings, varies } from "./emitted.js";

/** Dependencies of a cell: keys of `Report.inputs`, functions of the project's own modules, and packages. */
export const provenance = z.strictObject({
  files: strings,
  modules: strings,
  /** Packages whose modules it loaded or whose functions ran in it, the tool among them, as `name@version`. */
  packages: strings,
  /** `module#function`, only of the project's own modules. */
  functions: strings,
  environment: strings,
  /** Ids of earlier cells that declare or mention a name this cell mentions, in notebook order. */
  cells: strings,
  /** Rows of tables, and files, that it read, cached or not; missing if no kernel recorded them. */
  reads: z.array(dataRead).exactOptional(),
  /** What it called that gives something else each time; missing if nothing. */
  varies: varies.exactOptional(),
});
