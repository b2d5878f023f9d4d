import path from "node:path";

/** Relative to the project, with forward slashes; of a file outside it only the name, for its folder tells the machine. */
export function projectPath(file: string, root: string): string {
  const relative = path.relative(root, path.resolve(root, file));
  return relative === ".." || relative.startsWith(`..${path.sep}`)
    ? path.basename(relative)
    : relative.split(path.sep).join("/");
}
