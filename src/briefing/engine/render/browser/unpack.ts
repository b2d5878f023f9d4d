/** Unpacks data that a page carries compressed (lib/packed.ts), on demand. */

const known = new WeakMap<Element, { readonly text: string; readonly content: Promise<unknown> }>();

/** The JSON in a script element of the page; rejects if the browser cannot unpack it. */
export function unpacked(script: Element): Promise<unknown> {
  const text = script.textContent;
  const before = known.get(script);
  // A preview replaces the content of an element.
  if (before?.text === text) return before.content;
  const content = unpackedText(text).then((json) => JSON.parse(json) as unknown);
  known.set(script, { text, content });
  return content;
}

export async function unpackedText(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
