import { format } from "d3-format";

/** `12,345` */
export const grouped = format(",d");
