import { sha256 } from "../../../lib/hash.js";

/** The first digits of a hash: enough to see that it changed. */
export const shortHash = (hash: string | undefined): string => (hash ?? "missing").slice(0, 12);

export const hashOf = (content: string): string => shortHash(sha256(content));

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
