/**
 * What packages that add commands use, such as briefing-papers: options, progress, errors and exit codes of the command
 * line. It belongs to this version: such a package requires the same version of briefing.
 */
export { InvalidArgumentError, Option } from "commander";
export { Command } from "./cli/command.js";
export { exitCode, interruptible } from "./cli/ending.js";
export * as option from "./cli/options.js";
export { briefing, printResult, progressLine, type ProgressLine } from "./cli/terminal.js";
export { decodedUri } from "./lib/decoded-uri.js";
export { grouped } from "./lib/grouped.js";
export { sha256, sha256File } from "./lib/hash.js";
export { inColumns } from "./lib/in-columns.js";
export { issueText, withInput } from "./lib/issue.js";
export { withLock } from "./lib/lock.js";
export { notThere } from "./lib/not-there.js";
export { own } from "./lib/own.js";
export { parseJson } from "./lib/parse-json.js";
export { plural } from "./lib/plural.js";
export { clipped, quoted } from "./lib/quoted.js";
export { replaceFile } from "./lib/replace-file.js";
export { shownPath } from "./lib/shown-path.js";
export { withTempFolder } from "./lib/temp-folder.js";
export { workThrough } from "./lib/work-through.js";
export { type Cube, cubeSchemaId, type TableOfCube } from "./model/cube.js";
export { currentName } from "./model/mime.js";
export { BriefingError, UsageError } from "./model/errors.js";
export { monthNames } from "./model/month-names.js";
