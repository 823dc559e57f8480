const BROWSERS: [RegExp, string][] = [
  [/\bEdg/, 'Edge'],
  [/\bSamsungBrowser/, 'Samsung Internet'],
  [/\bOPR/, 'Opera'],
  [/\b(Firefox|FxiOS)/, 'Firefox'],
  [/\b(Chrome|CriOS)/, 'Chrome'],
  [/\bSafari/, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** "Chrome, Android": enough to know one's own devices apart. `null` for what is no browser. */
export function deviceName(userAgent: string): string | null {
  const find = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent))?.[1]
  const found = [find(BROWSERS), find(SYSTEMS)].filter(Boolean)
  return found.length ? found.join(', ') : null
}
