/** The command line and environment of a kernel, from its spec. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";

import type { KernelSpec } from "./contract.js";

export interface Command {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export function kernelCommand(
  spec: KernelSpec,
  connectionFile: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Command {
  const prefix = specPrefix(spec);
  const values = new Map([
    ["connection_file", connectionFile],
    ["resource_dir", spec.resourceDir],
    ...(prefix === undefined ? [] : [["prefix", prefix] as const]),
  ]);
  const argv = spec.argv.map((argument) =>
    argument.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole),
  );
  return {
    argv: prefix === undefined ? argv : withPythonOf(prefix, argv),
    cwd: options.cwd,
    env: {
      ...options.env,
      ...Object.fromEntries(
        Object.entries(spec.env).map(([name, value]) => [name, expandVariables(value, options.env)]),
      ),
      // Kernels watch it and end when it is gone.
      JPY_PARENT_PID: String(process.pid),
    },
  };
}

/** `$NAME`, `${NAME}` and `$$` as Python's string.Template; an unknown name stays as it is. */
export function expandVariables(text: string, env: NodeJS.ProcessEnv): string {
  return text.replace(
    /\$(?:\$|(\w+)|\{(\w+)\})/g,
    (whole, plain: string | undefined, braced: string | undefined) =>
      whole === "$$" ? "$" : (env[plain ?? braced ?? ""] ?? whole),
  );
}

/** The installation whose share/jupyter/kernels holds the spec. */
function specPrefix({ resourceDir }: KernelSpec): string | undefined {
  return /^(.*)[/\\]share[/\\]jupyter[/\\]kernels[/\\][^/\\]+[/\\]?$/.exec(resourceDir)?.[1];
}

/** Specs inside a Python installation say "python" and mean that one, whatever PATH holds. */
function withPythonOf(prefix: string, argv: readonly string[]): readonly string[] {
  const [command = "", ...rest] = argv;
  if (!/^python(3(\.\d+)?)?$/.test(command)) return argv;
  for (const name of new Set([command, "python3", "python"])) {
    const file = join(prefix, "bin", name);
    if (isExecutable(file)) return [file, ...rest];
  }
  return argv;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
