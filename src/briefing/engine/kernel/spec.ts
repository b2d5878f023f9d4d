/** How the engine and Jupyter start the kernel, and how it describes itself. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { getHeapStatistics } from "node:v8";
import type { JsonObject, KernelSpec } from "../client/contract.js";
import { protocolVersion } from "../client/wire.js";
import { bundled, PACKAGE_FOLDER } from "../store/installation.js";
import { displayName, kernelName, language, languageInfo } from "../compile/kernel-metadata.js";

const interruptMode = "message";

const main = fileURLToPath(new URL("./main.js", import.meta.url));

function commandLine(program: string, nodeOptions: readonly string[] = []): readonly string[] {
  return [
    process.execPath,
    // Suppresses Node 20 and 22's warning when a cell imports an ES module by `require`.
    "--disable-warning=ExperimentalWarning",
    ...nodeOptions,
    program,
    "--connection-file",
    "{connection_file}",
  ];
}

/** The megabytes that a notebook may use on every machine. */
const leastMemoryMb = 2048;

/**
 * Without options of V8, Node.js starts with its own modules already compiled. With any such option it compiles them
 * again, which takes 25 ms for each kernel. So the heap is limited by an option only if the user asks for it, or if a
 * notebook could otherwise use less than `leastMemoryMb`.
 */
function heapOptions(memoryMb: number | undefined): readonly string[] {
  const limit = memoryMb ?? (allowsEnoughMemory() ? undefined : leastMemoryMb);
  return limit === undefined ? [] : [`--max-old-space-size=${limit}`];
}

/** Whether a new Node.js process may use `leastMemoryMb`. It does not inherit a limit given to this process alone. */
function allowsEnoughMemory(): boolean {
  if (process.execArgv.some((option) => /^--max[-_]/.test(option))) return false;
  return getHeapStatistics().heap_size_limit >= leastMemoryMb * 2 ** 20;
}

/** The kernel as started by the engine, with which it exits. `memoryMb` caps the heap of the user's code. */
export function builtinKernelSpec(options: {
  readonly memoryMb: number | undefined;
  readonly types: "checked" | "trusted";
}): KernelSpec {
  const { memoryMb, types } = options;
  return {
    name: kernelName,
    displayName,
    language,
    interruptMode,
    argv: [
      ...commandLine(bundled("kernel/main.js") ?? main, heapOptions(memoryMb)),
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
    // Bundles in a checkout are temporary; the published package contains nothing else.
    argv: commandLine(existsSync(main) ? main : (bundled("kernel/main.js") ?? main)),
    metadata: { debugger: false, supported_features: [], installed_by: "briefing" },
  };
}

const { name, version } = JSON.parse(
  readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8"),
) as Readonly<Record<"name" | "version", string>>;

/** Content of kernel_info_reply. */
export const kernelInfo: JsonObject = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: name,
  implementation_version: version,
  language_info: languageInfo,
  banner: `TypeScript (${name} ${version}, Node ${process.versions.node})`,
  help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
  debugger: false,
  supported_features: [],
};
