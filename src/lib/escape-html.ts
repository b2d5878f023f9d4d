/** Text on its way into HTML or XML, between tags or in an attribute. */
export function escapeHtml(text: string): string {
  return (
    text
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
      .replace(/'/g, "&#39;")
      // A browser reads it as a line feed otherwise.
      .replace(/\r/g, "&#13;")
  );
}
