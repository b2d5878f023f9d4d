/** Kinds of files for which git can show differences in meaning; each driver is named after its kind, with a prefix. */
export const fileKinds = ["report", "notebook", "spec", "svg"] as const;
export type FileKind = (typeof fileKinds)[number];

export function kindOfFile(name: string): FileKind | undefined {
  if (name.endsWith(".ipynb")) return "notebook";
  if (name.endsWith(".vl.json")) return "spec";
  if (name.endsWith(".json")) return "report";
  return name.endsWith(".svg") ? "svg" : undefined;
}

/** A file as text that git can compare by lines; unreadable content stays as it is. */
export async function convertFile(kind: FileKind, content: string): Promise<string> {
  try {
    switch (kind) {
      case "report":
        return (await import("./report.js")).reportText(content);
      case "notebook":
        return (await import("./notebook.js")).notebookText(content);
      case "spec":
        return (await import("./figure-files.js")).specText(content);
      case "svg":
        return (await import("./figure-files.js")).svgText(content);
    }
  } catch {
    // git shows nothing if a conversion fails, although a damaged file is exactly what should be inspected.
    return content;
  }
}
