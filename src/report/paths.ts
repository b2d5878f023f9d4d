import path from "node:path";

/** With forward slashes, whatever the platform; an absolute path is made relative to the project. */
export function projectPath(file: string, root: string): string {
  const relative = path.isAbsolute(file) ? path.relative(root, file) : file;
  return relative.split(path.sep).join("/");
}
