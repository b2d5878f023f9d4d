import type { KernelIdentity } from "../tools/check/contract.js";
import type { JsonObject } from "../engine/notebook/contract.js";
import { objectOf } from "../engine/notebook/json.js";
import { installedKernelSpec, kernelInfo, kernelName } from "../engine/kernel/spec.js";

/** Metadata that Jupyter writes into a notebook executed by our kernel. */
export function kernelIdentity(): KernelIdentity {
  const { display_name: displayName, language } = installedKernelSpec();
  return {
    name: kernelName,
    displayName: text(displayName),
    language: text(language),
    languageInfo: objectOf(kernelInfo.language_info),
  };
}

/** Metadata of a notebook in the stored form, as JupyterLab would write it. */
export function kernelMetadata(): JsonObject {
  const { name, displayName, language, languageInfo } = kernelIdentity();
  return { kernelspec: { display_name: displayName, language, name }, language_info: languageInfo };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
