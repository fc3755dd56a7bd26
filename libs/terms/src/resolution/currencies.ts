/** ISO 4217 (List One): currencies by the number of their minor unit's decimal places. */
const codesByPlaces: readonly (readonly [decimalPlaces: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE ' +
      'CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL ' +
      'HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR ' +
      'MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK ' +
      'SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD ' +
      'XCG YER ZAR ZMW ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const decimalPlacesByCode: ReadonlyMap<string, number> = new Map(
  codesByPlaces.flatMap(([places, codes]) => codes.split(' ').map((code) => [code, places] as const)),
);

export const currencyCodes: readonly string[] = [...decimalPlacesByCode.keys()];

/** To how many decimal places money of a currency is invoiced; nothing for a code that ISO 4217 does not list. */
export function decimalPlacesOf(code: string): number | undefined {
  return decimalPlacesByCode.get(code);
}
