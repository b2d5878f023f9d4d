import type { Provenance } from "../../model/report.js";
import type { ExecutionTrace } from "../../model/trace.js";
import type { InputFile, InputFiles } from "./contract.js";

/** What a cell touched, by the names the report uses; files of packages count as their package. */
export function provenanceOf(trace: ExecutionTrace, inputs: InputFiles): Omit<Provenance, "cells"> {
  const files = known(trace.files, inputs);
  const modules = known(trace.modules, inputs);
  const functions = trace.functions.flatMap((ran) => {
    const input = inputs.get(ran.module);
    return input === undefined ? [] : [`${inputName(input)}#${ran.name}`];
  });
  return {
    files: distinct(files.filter((input) => input.kind !== "package").map(inputName)),
    modules: distinct(modules.filter((input) => input.kind !== "package").map(inputName)),
    packages: distinct([...files, ...modules].filter((input) => input.kind === "package").map(inputName)),
    functions: distinct(functions),
    environment: distinct(trace.environment),
  };
}

function known(paths: readonly string[], inputs: InputFiles): readonly InputFile[] {
  return paths.flatMap((file) => inputs.get(file) ?? []);
}

/** What the report calls a file. */
export function inputName(input: InputFile): string {
  return input.kind === "package" ? input.name : input.path;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
