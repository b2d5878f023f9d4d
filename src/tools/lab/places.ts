/** Paths of what the package brings, and of what a project keeps for its JupyterLab, all below `.jupyter/`. */
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Beside this file in src/ and in dist/; what TypeScript makes of the extension is in dist/ alone. */
const assets = fileURLToPath(new URL("./assets", import.meta.url));

export const packageFolder = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
export const packaged = {
  requirements: path.join(assets, "requirements.txt"),
  start: path.join(assets, "start.py"),
  config: path.join(assets, "config"),
  share: path.join(assets, "share"),
  endWithParent: fileURLToPath(new URL("./end-with-parent.js", import.meta.url)),
} as const;

export interface LabFolders {
  readonly root: string;
  /** The Python environment. */
  readonly environment: string;
  /** Holds `share/jupyter/kernels`; survives when the environment is replaced. */
  readonly prefix: string;
  readonly config: string;
  readonly data: string;
  readonly runtime: string;
}

export function labFolders(project: string): LabFolders {
  const root = path.join(project, ".jupyter");
  const inside = (name: string): string => path.join(root, name);
  return {
    root,
    environment: inside("environment"),
    prefix: root,
    config: inside("config"),
    data: inside("data"),
    runtime: inside("runtime"),
  };
}

export const pythonOf = (environment: string): string => path.join(environment, "bin", "python");
