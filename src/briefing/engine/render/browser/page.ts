/** Scripts of the page besides figures; without them the page is complete. */
import { closeContents, followReading, openFoldedTarget } from "./contents.js";
import { copyLinksAndTexts } from "./copy.js";
import { offerDownloads } from "./downloads.js";
import { followSettings } from "./settings.js";
import { offerSearch } from "./search-box.js";
import { orderStops } from "./tab-order.js";
import { openPanels } from "./value-panels.js";
import { prepareToAnnounce } from "./announce.js";
import { fillFolds, fillNarrowDrawings, wakeDrawings } from "./figures-on-demand.js";

prepareToAnnounce();
followReading();
closeContents();
offerDownloads();
fillNarrowDrawings();
wakeDrawings();
fillFolds();
openFoldedTarget();
offerSearch();
openPanels();
copyLinksAndTexts();
followSettings();
orderStops();
