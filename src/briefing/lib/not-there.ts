/** Maps "file not found" to undefined and rethrows any other error: `readFile(file, "utf8").catch(notThere)`. */
export function notThere(error: unknown): undefined {
  if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
  throw error;
}
