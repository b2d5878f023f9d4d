/** Text as Spark's SQL writes it: a backslash begins something there. */
export const text = (words: string): string => `'${words.replaceAll(/[\\']/g, "\\$&")}'`;

/** A view of files of a folder, for this session. */
export const filesView = (
  name: string,
  source: string,
  uri: string,
  options: Readonly<Record<string, string>>,
): string => {
  const all = { path: uri, recursiveFileLookup: "true", ...options };
  const written = Object.entries(all).map(([option, value]) => `${option} ${text(value)}`);
  return `CREATE OR REPLACE TEMPORARY VIEW ${name} USING ${source} OPTIONS (${written.join(", ")})`;
};
