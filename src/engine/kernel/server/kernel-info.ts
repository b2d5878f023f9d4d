/** What the kernel says of itself. */
import { readFileSync } from "node:fs";
import path from "node:path";

import type { JsonObject } from "../../client/contract.js";
import { PACKAGE_FOLDER } from "../../compile/installation.js";

export const protocolVersion = "5.4";

const { name, version } = JSON.parse(
  readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8"),
) as Readonly<Record<"name" | "version", string>>;

/** `language_info` is stored in notebooks: it is what tslab stores, and the same on every machine. */
export const kernelInfo: JsonObject = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: name,
  implementation_version: version,
  language_info: {
    name: "typescript",
    version: "3.7.2",
    mimetype: "text/typescript",
    file_extension: ".ts",
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  },
  banner: `TypeScript (${name} ${version}, Node ${process.versions.node})`,
  help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
  debugger: false,
  supported_features: [],
};
