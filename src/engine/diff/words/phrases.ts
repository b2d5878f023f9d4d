/** The first words of a text, as a name for it. */
export function shorten(text: string, most = 90): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= most) return words;
  const cut = words.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 20))} …`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `3 tables changed`; empty if no table changed. */
export function countedPhrase(count: number, verb: string, one: string, many = `${one}s`): readonly string[] {
  return count === 0 ? [] : [`${counted(count, one, many)} ${verb}`];
}
