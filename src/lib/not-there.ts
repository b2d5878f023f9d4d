/** What is not there is undefined, any other fault stays one: `readFile(file, "utf8").catch(notThere)`. */
export function notThere(error: unknown): undefined {
  if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
  throw error;
}
