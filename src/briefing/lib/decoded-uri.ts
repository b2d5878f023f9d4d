/** Text with its %XX decoded; undefined if they are not UTF-8 or incomplete. */
export function decodedUri(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
