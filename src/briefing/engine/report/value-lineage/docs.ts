/** The first sentences of the documentation of exported functions in a module, by name. */
const comment = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*([^\n]*)/g;
const exported =
  /^export\s+(?:default\s+)?(?:async\s+)?(?:function\s*\*?|const)\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u;

export function documentedIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, words = "", line = ""] of text.matchAll(comment)) {
    const name = exported.exec(line)?.[1];
    const sentence = firstSentence(words.replace(/^[ \t]*\*[ \t]?/gm, ""));
    if (name !== undefined && sentence !== "" && !found.has(name)) found.set(name, sentence);
  }
  return found;
}

/** On one line; ends before a blank line or a tag, too. */
export function firstSentence(text: string): string {
  const [paragraph = ""] = text.trim().split(/\n\s*\n|(?:^|\n)\s*@/);
  const line = paragraph.replace(/\s+/g, " ").trim();
  const end = /[.!?](?=\s+[\p{Lu}\d“"(]|\s*$)/u.exec(line);
  return end === null ? line : line.slice(0, end.index + 1);
}
