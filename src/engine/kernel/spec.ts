/** What the kernel is: how the engine and Jupyter start it, and what it says of itself. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import type { JsonObject, KernelSpec } from "../client/contract.js";
import { protocolVersion } from "../client/wire.js";
import { bundled, PACKAGE_FOLDER } from "../compile/installation.js";

/** Name notebooks ask for, and name the kernel is installed under. */
export const kernelName = "tslab";

const displayName = "TypeScript";
const language = "typescript";
const interruptMode = "message";

const main = fileURLToPath(new URL("./main.js", import.meta.url));

function commandLine(program: string, nodeOptions: readonly string[] = []): readonly string[] {
  return [
    process.execPath,
    // Node 20 and 22 print a warning when a cell imports an ES module by `require`.
    "--disable-warning=ExperimentalWarning",
    ...nodeOptions,
    program,
    "--connection-file",
    "{connection_file}",
  ];
}

/** The kernel as the engine starts it: it ends when the engine does. `memoryMb` caps the heap of the person's code. */
export function builtinKernelSpec(options: {
  readonly memoryMb: number | undefined;
  readonly types: "checked" | "trusted";
}): KernelSpec {
  const { memoryMb, types } = options;
  const heap = memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`];
  return {
    name: kernelName,
    displayName,
    language,
    interruptMode,
    argv: [
      ...commandLine(bundled("kernel/main.js") ?? main, heap),
      "--watch-stdin",
      ...(types === "trusted" ? ["--trust-types"] : []),
    ],
    env: {},
    resourceDir: path.dirname(main),
  };
}

/** Content of the kernel.json that `briefing kernel install` writes. */
export function installedKernelSpec(): JsonObject {
  return {
    display_name: displayName,
    language,
    interrupt_mode: interruptMode,
    // In a checkout bundles come and go; in the package there is nothing else.
    argv: commandLine(existsSync(main) ? main : (bundled("kernel/main.js") ?? main)),
    metadata: { debugger: false, supported_features: [], installed_by: "decoupling-briefing" },
  };
}

const { name, version, dependencies } = JSON.parse(
  readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8"),
) as Readonly<Record<"name" | "version", string>> & {
  readonly dependencies: Readonly<Record<"@tslab/typescript-for-tslab", string>>;
};

/**
 * Content of kernel_info_reply. `language_info` is stored in notebooks: the same on every machine. The language is that of
 * the TypeScript that tslab brings, which the package pins; tslab itself says 3.7.2.
 */
export const kernelInfo: JsonObject = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: name,
  implementation_version: version,
  language_info: {
    name: language,
    version: dependencies["@tslab/typescript-for-tslab"],
    mimetype: "text/typescript",
    file_extension: ".ts",
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  },
  banner: `TypeScript (${name} ${version}, Node ${process.versions.node})`,
  help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
  debugger: false,
  supported_features: [],
};
