// Prints "PASSED FAILED SKIPPED" of a vitest JSON report; a runner that failed with no failed test counts as one failure.
import { readFileSync } from "node:fs";

const [file, exitCode] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, "utf8"));
const suites = report.testResults.filter(
  (suite) => suite.status === "failed" && suite.assertionResults.length === 0,
).length;
let failed = report.numFailedTests + suites;
if (exitCode !== "0" && failed === 0) failed = 1;
console.log(report.numPassedTests, failed, report.numPendingTests + report.numTodoTests);
