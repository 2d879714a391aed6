/** The drawn samples, as SVG: a poster, a logo and an icon. Shapes only, so that no font decides how they look. */

/** Upright, 2:3. */
export function poster(width: number, height: number): string {
  const stripes = Array.from(
    { length: 9 },
    (_, index) => `<rect x="80" y="${1560 + index * 62}" width="640" height="31" fill="#1b2a41"/>`,
  ).join('');
  const dots = Array.from({ length: 36 }, (_, index) => {
    const [column, row] = [index % 6, Math.floor(index / 6)];
    return `<circle cx="${1010 + column * 92}" cy="${1600 + row * 92}" r="${10 + 4.2 * row}" fill="#d1495b"/>`;
  }).join('');
  const rays = Array.from(
    { length: 12 },
    (_, index) =>
      `<path d="M800 800 L2000 690 V910 Z" fill="#edae49" transform="rotate(${index * 30 + 15} 800 800)"/>`,
  ).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1600 2400">
<defs>
<radialGradient id="paper" cx="0.42" cy="0.34" r="0.95"><stop offset="0" stop-color="#fbf3e4"/><stop offset="1" stop-color="#efe0c6"/></radialGradient>
<linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#00798c"/><stop offset="1" stop-color="#0b4f6c"/></linearGradient>
<clipPath id="window"><rect x="80" y="80" width="1440" height="1400"/></clipPath>
</defs>
<rect width="1600" height="2400" fill="url(#paper)"/>
<g clip-path="url(#window)">
<rect x="80" y="80" width="1440" height="1400" fill="#f6c28b"/>
${rays}
<circle cx="800" cy="800" r="372" fill="#d1495b"/>
<circle cx="800" cy="800" r="372" fill="none" stroke="#fbf3e4" stroke-width="26"/>
<g transform="translate(-6 -4) rotate(11 820 1046)">
<path d="M800 330 L800 1010 L1090 1010 Z" fill="#fbf3e4"/>
<path d="M770 450 L770 1010 L560 1010 Z" fill="#1b2a41"/>
<path d="M520 1046 H1130 A300 190 0 0 1 850 1160 H760 A300 190 0 0 1 520 1046 Z" fill="#1b2a41"/>
</g>
<path d="M80 1060 C320 940 520 940 800 1060 S1280 1180 1520 1060 V1480 H80 Z" fill="url(#sea)"/>
<path d="M80 1210 C320 1090 520 1090 800 1210 S1280 1330 1520 1210 V1480 H80 Z" fill="#1b2a41"/>
<path d="M80 1360 C320 1240 520 1240 800 1360 S1280 1480 1520 1360 V1480 H80 Z" fill="#fbf3e4"/>
</g>
${stripes}
${dots}
<path d="M80 2320 A200 200 0 0 1 280 2120 V2320 Z" fill="#00798c"/>
<path d="M320 2320 A200 200 0 0 1 520 2120 V2320 Z" fill="#edae49"/>
<path d="M560 2320 A200 200 0 0 1 760 2120 V2320 Z" fill="#d1495b"/>
<rect x="820" y="1560" width="110" height="760" fill="#edae49"/>
<rect x="975" y="2180" width="545" height="140" fill="#1b2a41"/>
</svg>`;
}

/** Five overlapping leaves of colour on nothing, with soft see-through laps. */
export function logo(width: number, height: number): string {
  const leaf = 'M0 -330 C190 -210 190 60 0 210 C-190 60 -190 -210 0 -330 Z';
  const leaves = ['coral', 'sun', 'sea', 'night', 'leaf']
    .map(
      (name, index) =>
        `<path d="${leaf}" fill="url(#${name})" transform="rotate(${index * 72 - 144}) translate(0 -152)"/>`,
    )
    .join('');
  const gradient = (id: string, from: string, to: string) =>
    `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}" stop-opacity="0.96"/><stop offset="1" stop-color="${to}" stop-opacity="0.7"/></linearGradient>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="-520 -510 1040 1040">
<defs>
${gradient('coral', '#ff6b6b', '#e63968')}
${gradient('sun', '#ffd166', '#ff9f1c')}
${gradient('sea', '#4cc9f0', '#3a86ff')}
${gradient('night', '#8338ec', '#5a189a')}
${gradient('leaf', '#80ed99', '#06d6a0')}
</defs>
${leaves}
<circle r="66" fill="#ffffff" fill-opacity="0.92"/>
</svg>`;
}

/** An easel with a picture on it, drawn for small sizes. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512">
  <defs>
    <linearGradient id="tile" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#2b3a67"/>
      <stop offset="1" stop-color="#0e1a33"/>
    </linearGradient>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#ff9f6b"/>
      <stop offset="1" stop-color="#ffe0a3"/>
    </linearGradient>
  </defs>
  <rect width="512" height="512" rx="112" fill="url(#tile)"/>
  <g stroke="#e9c9a0" stroke-width="22" stroke-linecap="round" fill="none">
    <path d="M256 74 V110"/>
    <path d="M176 352 L140 440"/>
    <path d="M336 352 L372 440"/>
    <path d="M256 352 V428"/>
  </g>
  <rect x="112" y="118" width="288" height="222" rx="14" fill="#fff7ea"/>
  <clipPath id="picture"><rect x="132" y="138" width="248" height="182" rx="4"/></clipPath>
  <g clip-path="url(#picture)">
    <rect x="132" y="138" width="248" height="182" fill="url(#sky)"/>
    <circle cx="308" cy="196" r="28" fill="#fff7ea"/>
    <path d="M132 290 L204 206 L262 272 L300 236 L380 306 V320 H132 Z" fill="#e4572e"/>
    <path d="M132 312 L190 262 L258 320 H132 Z" fill="#7a2e3a"/>
  </g>
  <rect x="96" y="338" width="320" height="24" rx="12" fill="#e9c9a0"/>
</svg>
`;
