import * as z from "zod";

/** Where a block or value was computed: notebook path and cell id, the key of its provenance record. */
export const place = z.strictObject({ notebook: z.string(), cell: z.string() });
