/** The first sentences of documentation comments in a module, by the name that they document. */
const comment = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*([^\n]*)/g;
const declared =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:async\s+)?(?:function\s*\*?\s*|const\s+|static\s+|readonly\s+|get\s+)*#?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*[(<:=,}]/u;

export function documentedIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, words = "", line = ""] of text.matchAll(comment)) {
    const name = declared.exec(line)?.[1];
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
