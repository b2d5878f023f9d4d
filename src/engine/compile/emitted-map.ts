import type { SourceMap } from "./contract.js";

export function parseSourceMap(json: string): SourceMap {
  const { sources, names, mappings } = JSON.parse(json) as SourceMap;
  return { version: 3, sources, names, mappings };
}

/** The last line `//# sourceMappingURL=…` names a file that nobody writes. */
export function withoutMapComment(js: string): string {
  return js.replace(/\n\/\/# sourceMappingURL=[^\n]*\s*$/, "\n");
}
