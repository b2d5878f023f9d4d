// Prints "PASSED FAILED SKIPPED" of a log whose last such line reads "N passed, N failed, N skipped"; none is a failure.
import { readFileSync } from "node:fs";

const found = [
  ...readFileSync(process.argv[2], "utf8").matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm),
].at(-1);
console.log(...(found ? found.slice(1) : [0, 1, 0]));
