/** Escapes text for HTML or XML, between tags or in an attribute. */
export function escapeHtml(text: string): string {
  return (
    text
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
      .replace(/'/g, "&#39;")
      // Otherwise, browsers would read it as a line feed.
      .replace(/\r/g, "&#13;")
  );
}
