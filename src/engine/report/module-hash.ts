import { createHash } from "node:crypto";
import jsTokens from "js-tokens";

const silent = new Set(["MultiLineComment", "SingleLineComment", "WhiteSpace", "LineTerminatorSequence"]);

/** Hash of what a module does: its code without comments and layout, so that neither counts as a change. */
export function moduleHash(code: string): string {
  const hash = createHash("sha256");
  for (const token of jsTokens(code)) if (!silent.has(token.type)) hash.update(token.value).update("\n");
  return hash.digest("hex");
}
