/** The page as served by the preview: the file plus a script that follows the next builds. The file is unchanged. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { browserScript } from "../../engine/render/html/browser-script.js";

const policy = /(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)/;
const script = browserScript("preview");
const hash = createHash("sha256").update(script).digest("base64");
const style = readFileSync(new URL("../../../dist/browser/preview.css", import.meta.url), "utf8");

export function servedPage(html: string): string {
  return html
    .replace(
      policy,
      (_, before: string, rules: string, after: string) =>
        before + widened(rules.replaceAll("&#39;", "'")) + after,
    )
    .replace("</head>", () => `<style>${style}</style></head>`)
    .replace(/<\/body>(?![\s\S]*<\/body>)/, () => `<script>${script}</script></body>`);
}

/** The page's own policy allows no connections and no other scripts. */
function widened(rules: string): string {
  const scripts = /script-src[^;]*/.exec(rules)?.[0];
  const own =
    scripts === undefined
      ? `${rules}; script-src 'sha256-${hash}'`
      : rules.replace(scripts, `${scripts} 'sha256-${hash}'`);
  return `${own}; connect-src 'self'`;
}

/** Before the first page exists. */
export const waitingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>The briefing is being built</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
</head>
<body>
<main><p>The briefing is being built. It appears here when it is.</p></main>
</body>
</html>
`;
