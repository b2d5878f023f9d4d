/** How notebooks and Jupyter name the built-in kernel and its language. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { PACKAGE_FOLDER } from "../store/installation.js";

/** The kernel name in notebooks and in the installed kernelspec. */
export const kernelName = "tslab";

export const displayName = "TypeScript";
export const language = "typescript";

const { dependencies } = JSON.parse(readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<"@tslab/typescript-for-tslab", string>>;
};

/**
 * Notebooks store it, so it is the same on every machine. The language version is that of the TypeScript that this
 * package pins; tslab itself reports 3.7.2.
 */
export const languageInfo = {
  name: language,
  version: dependencies["@tslab/typescript-for-tslab"],
  mimetype: "text/typescript",
  file_extension: ".ts",
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
} as const;

/** Metadata of a notebook of this kernel in the stored form, as JupyterLab writes it. */
export const kernelMetadata = {
  kernelspec: { display_name: displayName, language, name: kernelName },
  language_info: languageInfo,
} as const;
