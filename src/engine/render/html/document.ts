/** The frame of a page: what stands around its content, in the single file as in the site. */
import { breakLongWords } from "./long-words.js";
import { markup, trusted, type Html } from "./template.js";

interface Document {
  readonly language: string;
  /** Words only. */
  readonly title: string | Html;
  /** What the head says to machines. */
  readonly metadata: Html;
  /** Its Content-Security-Policy. */
  readonly policy: string;
  /** Style sheets. */
  readonly style: Html;
  readonly body: Html;
  readonly scripts: readonly Html[];
}

export function documentHtml({ language, title, metadata, policy, style, body, scripts }: Document): string {
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
${metadata}${style}
</head>
<body>
${trusted(breakLongWords(body.text))}${scripts}
</body>
</html>
`.text;
}
