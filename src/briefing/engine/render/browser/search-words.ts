/** What a reader may mean by the words of a query. */

/** Names of the same thing. */
const synonyms: readonly (readonly string[])[] = [
  ["uk", "united kingdom", "britain", "great britain"],
  ["us", "usa", "united states", "america"],
  ["eu", "european union"],
  ["uae", "united arab emirates"],
  ["russia", "russian federation"],
  ["south korea", "korea"],
  ["czechia", "czech republic"],
  ["turkey", "türkiye"],
  ["china", "prc"],
  ["ai", "artificial intelligence"],
  ["chip", "chips", "semiconductor", "semiconductors"],
];

/** Words of a question that are not what it is about. */
const asking =
  /^(?:what|who|which|where|how)\s+(?:is|are|was|were|does|do)\s+|^(?:meaning|definition)\s+of\s+|^the\s+|\s*\?+$/giu;

/** The query and the same with other names, to be searched together. */
export function queriesFor(query: string): readonly string[] {
  const asked = query
    .trim()
    .replace(asking, "")
    .replace(/^(?:the|an?)\s+/iu, "");
  const words = asked === "" ? query.trim() : asked;
  const found = new Set([words]);
  for (const names of synonyms)
    for (const name of names) {
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "iu");
      if (!pattern.test(words)) continue;
      for (const other of names) found.add(words.replace(pattern, other));
    }
  return [...found];
}
