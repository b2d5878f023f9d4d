/** The verdict rule in the reader's browser. */
import { offerExplorer } from "../../model/explorer.js";
import { type CarriedRule, ruleExplorer, ruleProgram } from "../claims/rule-explorer.js";

// What the page carries is what `tryTheRule` wrote into it.
offerExplorer(ruleProgram, (data) => ruleExplorer(data as CarriedRule));
