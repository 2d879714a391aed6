/** Headers on every answer of the loopback host: what a browser must not do with it. There are no CORS headers. */
import { ANSWER_HEADERS } from '../../core/hosting/page-policy.ts';

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  ...ANSWER_HEADERS,
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Permissions-Policy': [
    'accelerometer',
    'browsing-topics',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
  'Cache-Control': 'no-store',
};
