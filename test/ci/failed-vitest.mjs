// Prints the failed tests of vitest's JSON report, each on a line with its file and the first lines of its message:
// they name the seed and the value that breaks a law.
import { readFileSync } from "node:fs";
import path from "node:path";

const { testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { name, assertionResults, message } of testResults) {
  const file = path.relative(process.cwd(), name);
  const failed = assertionResults.filter(({ status }) => status === "failed");
  for (const { fullName, failureMessages } of failed)
    console.log(
      `${file}: ${fullName}: ${failureMessages.join(" ").split("\n").slice(0, 3).join(" ").slice(0, 400)}`,
    );
  if (failed.length === 0 && message) console.log(`${file}: ${message.split("\n")[0]}`);
}
