/** Numbers as people read them, by language: bytes, pixels, time. Pure; `use-format.ts` binds it to the language. */

export interface Format {
  /** `1,204` */
  readonly count: (value: number) => string;
  /** Bytes as `812 bytes`, `212 kB`, `3.8 MB`, `4.1 GB`; 1 kB is 1,000 bytes. */
  readonly bytes: (bytes: number) => string;
  /** Pixels as `1920 × 1440`. */
  readonly dimensions: (width: number, height: number) => string;
  /** Milliseconds as `15 seconds`, `2 minutes`, `1 hour 5 minutes`; never finer than a second. */
  readonly duration: (ms: number) => string;
  /** A share between 0 and 1 as `48%`. */
  readonly percent: (share: number) => string;
  /** One decimal below ten: `6.4`, `48`. */
  readonly rate: (value: number) => string;
  /** Epoch milliseconds as `3 March 2026`. */
  readonly date: (at: number) => string;
  /** Epoch milliseconds as `3 Mar 2026, 14:02`. */
  readonly dateTime: (at: number) => string;
  /** Epoch milliseconds as `14:02`. */
  readonly time: (at: number) => string;
  /** `a, b and c` */
  readonly list: (words: readonly string[]) => string;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function formatFor(locale: string): Format {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const byteUnits = BYTE_UNITS.map(
    (unit) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: 1,
      }),
  );
  const [seconds, minutes, hours] = (['second', 'minute', 'hour'] as const).map(
    (unit) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }),
  );
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });

  const duration = (ms: number): string => {
    const total = Math.max(0, Math.round(ms / 1000));
    if (total < 60) return seconds?.format(total) ?? '';
    // Seconds no longer matter to somebody who waits for minutes.
    const inMinutes = Math.round(total / 60);
    if (inMinutes < 60) return minutes?.format(inMinutes) ?? '';
    const rest = inMinutes % 60;
    const inHours = hours?.format(Math.floor(inMinutes / 60)) ?? '';
    return rest === 0 ? inHours : `${inHours} ${minutes?.format(rest) ?? ''}`;
  };

  return {
    count: (value) => whole.format(value),
    bytes: (bytes) => {
      // Rounding comes first, so that 999,960 bytes read as 1 MB and never as 1,000 kB.
      let unit = 0;
      let value = bytes;
      while (unit < BYTE_UNITS.length - 1 && Math.round(value * 10) / 10 >= 1000) {
        value /= 1000;
        unit += 1;
      }
      return byteUnits[unit]?.format(value) ?? '';
    },
    dimensions: (width, height) => `${width} × ${height}`,
    duration,
    percent: (value) => share.format(value),
    rate: (value) => (value < 9.95 ? oneDecimal.format(value) : whole.format(value)),
    date: (at) => date.format(at),
    dateTime: (at) => dateTime.format(at),
    time: (at) => time.format(at),
    list: (words) => list.format(words),
  };
}
