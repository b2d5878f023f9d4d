import { labels } from "../labels.js";
import { markup } from "../template.js";

/** The search, which its script makes visible (browser/search-box.ts). */
export const searchBox = markup`<div class="search" role="search" hidden>
<label for="search">${labels.search}</label>
<input id="search" type="search" placeholder="${labels.search}" autocomplete="off" spellcheck="false" enterkeyhint="search">
<p class="found" role="status"></p>
<ol class="results"></ol>
</div>
`;
