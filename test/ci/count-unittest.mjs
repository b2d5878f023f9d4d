// Prints "PASSED FAILED SKIPPED" of the log of Python's unittest; a log without its closing lines is one failure.
import { readFileSync } from "node:fs";

const log = readFileSync(process.argv[2], "utf8");
const ran = /^Ran (\d+) tests? in/m.exec(log);
const end = /^(OK|FAILED)(?: \((.*)\))?$/m.exec(log);
const count = (name) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(end?.[2] ?? "")?.[1] ?? 0);
if (!ran || !end) console.log(0, 1, 0);
else {
  const failed = count("failures") + count("errors");
  const skipped = count("skipped");
  console.log(Number(ran[1]) - failed - skipped, failed, skipped);
}
