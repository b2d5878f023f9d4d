/** Currencies as authors write them: codes of ISO 4217, in use or replaced, because a table may reach back in time. */
import { own } from "../lib/own.js";

/** A list of our own: that of Intl differs between versions of Node.js. */
const codes: ReadonlySet<string> = new Set(
  (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF " +
    "CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD " +
    "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD " +
    "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG " +
    "QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD " +
    "TZS UAH UGX USD UYI UYU UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU YER ZAR ZMW ZWG " +
    // Replaced.
    "ADP AFA ATS AZM BEF BYR CSK CYP DDM DEM ECS EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF LVL MGF MRO MTL MZM " +
    "NLG PLZ PTE ROL RUR SDD SIT SKK SLL SRG STD SUR TMM TRL UAK VEB VEF XEU YUM ZMK ZWD ZWL ZWR"
  ).split(" "),
);

/** Symbols that mean the same currency everywhere; every other currency is printed with its code. */
export const currencySigns: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };

/** Other words for a currency, with its code. */
const meant: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP", EURO: "EUR", US$: "USD" };

/** What is wrong with a currency that an author wrote, if anything. */
export function faultOfCurrency(
  given: unknown,
): { readonly message: string; readonly hint: string } | undefined {
  if (typeof given === "string" && codes.has(given)) return undefined;
  const written = typeof given === "string" ? given.trim().toUpperCase() : "";
  const code = own(meant, written) ?? (codes.has(written) ? written : undefined);
  return {
    message: `${JSON.stringify(given)} is not a currency code of ISO 4217`,
    hint: code === undefined ? "Write its three letters, such as EUR or CNY." : `Write ${code}.`,
  };
}
