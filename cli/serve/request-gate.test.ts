/** What no request over a real loopback socket can show: peers that are not on this computer. */
import { describe, expect, it } from 'vitest';
import { decide } from './request-gate.ts';

const decideFor = (remoteAddress: string | undefined) =>
  decide(
    {
      httpVersion: '1.1',
      method: 'GET',
      target: '/',
      rawHeaders: ['Host', '127.0.0.1:5000', 'Sec-Fetch-Site', 'same-origin'],
      remoteAddress,
    },
    { port: 5000, findSession: () => null },
  );

describe('the peer', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('%s is on this computer', (address) => {
    expect(decideFor(address)).toMatchObject({ allowed: true, route: 'page' });
  });

  it.each([
    '192.168.1.5',
    '10.0.0.1',
    '0.0.0.0',
    '::',
    'fe80::1',
    '::ffff:192.168.1.5',
    '127.0.0.1.evil.test',
    '1127.0.0.1',
    '',
    undefined,
  ])('%s is not', (address) => {
    expect(decideFor(address)).toEqual({ allowed: false, reason: 'peer-not-loopback' });
  });
});
