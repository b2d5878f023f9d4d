// Loaded into each Node.js process of a measured command (NODE_OPTIONS): writes the largest memory that the process had,
// in kilobytes, to the file that PEAK_MEMORY names. A process that is killed writes nothing.
import { appendFileSync } from "node:fs";

const file = process.env.PEAK_MEMORY;
process.on("exit", () => {
  if (file !== undefined) appendFileSync(file, `${process.resourceUsage().maxRSS}\n`);
});
