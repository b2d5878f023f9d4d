import { createHash } from "node:crypto";

const hashOf = (bytes: string): string => `sha256-${createHash("sha256").update(bytes).digest("hex")}`;

/**
 * A rendered file as a person can read its difference: what comes whole out of a package (fonts, Vega) gives way to its
 * hash, so that every byte still counts.
 */
export function readable(content: string): string {
  return content
    .replace(
      /(data:font\/woff2;base64,)([A-Za-z0-9+/=]+)/g,
      (_, kind: string, bytes: string) => kind + hashOf(bytes),
    )
    .replace(
      /(<script>)([^<]{100000}[\s\S]*?)(<\/script>)/g,
      (_, open: string, code: string, close: string) => [open, hashOf(code), close].join(""),
    );
}
