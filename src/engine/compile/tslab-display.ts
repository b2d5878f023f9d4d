/** tslab types `display.raw` for strings and bytes only, although a JSON MIME type needs the object itself. */
const TYPED_FOR_STRINGS = "raw(contentType: string, b: string | Uint8Array): any;";

export function withRawObjects(file: string, text: string): string {
  if (!file.endsWith("/tslab/dist/public.d.ts")) return text;
  return text.replace(TYPED_FOR_STRINGS, "raw(contentType: string, b: string | Uint8Array | object): any;");
}
