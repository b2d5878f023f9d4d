/** Quotes a word for the shell if necessary. */
export const shellWord = (word: string): string =>
  /^[\w./~^@%=,:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
