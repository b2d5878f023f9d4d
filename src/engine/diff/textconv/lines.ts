import { sha256 } from "../../../lib/hash.js";

/** The first digits of a hash: enough to see that it changed. */
export const shortHash = (hash: string | undefined): string => (hash ?? "missing").slice(0, 12);

export const hashOf = (content: string): string => shortHash(sha256(content));

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** One line per sentence, so that editing one does not show its whole paragraph; paragraphs remain separate. */
export function sentences(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => line.split(/(?<=[.!?][”")\]]?) +(?=[\p{Lu}“"([])/u));
}
