/**
 * The command lines of the ```sh blocks of a Markdown text, without comments, and the word after `sh`: none where the line
 * is run and succeeds, `fails`, `second-terminal` (runs until it is ended), or another where it is for somewhere else.
 * @param {string} markdown
 */
export function commandLines(markdown) {
  return [...markdown.matchAll(/^ *```sh *(\S*)\n([\s\S]*?)^ *```$/gm)].flatMap(([, how = "", text = ""]) =>
    text
      .replace(/\\\n/g, " ")
      .split("\n")
      .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
      .filter((line) => line !== "")
      .map((line) => ({ line, how })),
  );
}
