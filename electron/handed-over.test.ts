import { describe, expect, it } from 'vitest';
import { eventsFor, readArguments } from './handed-over.ts';

describe('readArguments', () => {
  it('takes files by any kind of name, and leaves switches alone', () => {
    const args = ['--no-sandbox', 'a.jpg', '/b/c.png', 'file:///d/e%20f.webp', '-x', ''];
    expect(readArguments(args, '/photos')).toEqual({
      paths: ['/photos/a.jpg', '/b/c.png', '/d/e f.webp'],
      links: [],
    });
  });

  it('passes over addresses on other computers and names no system has', () => {
    expect(readArguments(['file://server/share/a.jpg', `/${'a'.repeat(5000)}`], '/').paths).toEqual([]);
  });

  it('tells links from files, and drops overlong ones', () => {
    const long = `easel://history/${'a'.repeat(3000)}`;
    expect(readArguments(['easel://history', long], '/')).toEqual({ paths: [], links: ['easel://history'] });
  });
});

describe('eventsFor', () => {
  it('opens files first, then shows the page a link names', () => {
    expect(eventsFor({ paths: ['/a.jpg'], links: ['easel://settings', 'easel://history?x=1'] })).toEqual([
      { type: 'open', paths: ['/a.jpg'] },
      { type: 'command', command: 'go.settings' },
      { type: 'command', command: 'go.history' },
    ]);
  });

  it.each([
    'easel://batch.start',
    'easel://images.clear',
    'easel://app.about',
    'easel:history',
    'easel://',
    'easel://../history',
    'https://history/',
    'easel://history@evil',
  ])('does nothing for %s', (link) => {
    expect(eventsFor({ paths: [], links: [link] })).toEqual([]);
  });
});
