/** For tests in a real browser: the app's own page in small, and what a hostile page tries. Text that runs there. */
import { PICTURE_ID } from './testing.ts';

export const INDEX = `<!doctype html>
<html>
  <head>
    <meta charset="utf-8" />
    <meta name="csp-nonce" content="" />
    <title>Page of Easel</title>
    <script>globalThis.inlineRan = true;</script>
    <script type="module" src="./assets/page-AbCd1234.js"></script>
  </head>
  <body></body>
</html>`;

/** Of the app's own page. Does what the interface does: spends the token, asks for the CSRF value after a reload. */
export const SCRIPT = `
const json = { 'content-type': 'application/json' };
const token = /^#token=(.+)$/.exec(location.hash)?.[1];
if (token) history.replaceState(null, '', location.pathname);
const opened = token && (await fetch('/session', { method: 'POST', headers: json, body: JSON.stringify({ token }) }));
const session = opened?.ok ? opened : await fetch('/session');
globalThis.admission = session.status;
try {
  globalThis.evaluated = new Function('return true')();
} catch {
  globalThis.evaluated = false;
}
const csrf = (await session.json()).csrf;
globalThis.post = async (path, body) => {
  const headers = { ...json, 'x-easel-csrf': csrf };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return [answer.status, await answer.text()];
};
globalThis.put = async (name, bytes) => {
  const headers = { 'content-type': 'application/octet-stream', 'x-easel-csrf': csrf };
  const url = '/inbox?' + new URLSearchParams({ batch: crypto.randomUUID(), path: name });
  const answer = await fetch(url, { method: 'PUT', headers, body: new Blob([bytes]) });
  return [answer.status, (await answer.json()).path];
};
globalThis.show = (url) => new Promise((resolve) => {
  const image = new Image();
  image.onload = () => resolve(image.naturalWidth);
  image.onerror = () => resolve(null);
  image.src = url;
});
globalThis.ready = true;
`;

/** In the app's own page: what its policy must keep it, or whoever gets text into it, from doing. */
export const TRY_WHAT_IS_FORBIDDEN = `(async () => {
  const styles = (nonce) => {
    const style = document.createElement('style');
    style.nonce = nonce;
    style.textContent = 'body { width: 123px }';
    document.head.append(style);
    const { width } = getComputedStyle(document.body);
    style.remove();
    return width === '123px';
  };
  const fails = (promise) => promise.then(() => false, () => true);
  return {
    inlineScript: !('inlineRan' in globalThis),
    evaluated: globalThis.evaluated,
    strangersStyle: !styles('') && !styles('guess'),
    ownStyle: styles(document.querySelector('meta[name="csp-nonce"]').content),
    worker: await fails(navigator.serviceWorker.register('/assets/page-AbCd1234.js')),
    elsewhere: await fails(fetch('http://other.test/')),
  };
})()`;

/** What a hostile page got. */
export interface Stolen {
  /** Answers it could read. */
  readonly readable: readonly { readonly status: number; readonly text: string }[];
  readonly picture: boolean;
  readonly script: boolean;
  readonly socket: boolean;
}

/** Every way to ask the target for something from script. */
export function tryEverything(target: string): string {
  return `(async () => {
  const target = ${JSON.stringify(target)};
  const json = { 'content-type': 'application/json' };
  const include = { credentials: 'include' };
  const attempts = [
    ['/', {}],
    ['/session', {}],
    ['/session', include],
    ['/session', { ...include, mode: 'no-cors' }],
    ['/session', { method: 'POST', headers: json, body: '{"token":"guess"}' }],
    ['/session', { method: 'POST', mode: 'no-cors', body: '{"token":"guess"}' }],
    ['/media/thumbnail/${PICTURE_ID}', include],
    ['/rpc/say', { ...include, method: 'POST', headers: json, body: '{"json":{"words":"a"}}' }],
    ['/rpc/say', { ...include, method: 'POST', mode: 'no-cors', body: '{"json":{"words":"a"}}' }],
    ['/rpc/say?data={}', include],
    ['/inbox?batch=6f1f6a52-8d7c-4f11-9f4e-0b5a3f1f0c77&path=a.jpg', { ...include, method: 'PUT', body: 'a' }],
  ];
  const readable = [];
  for (const [path, init] of attempts) {
    try {
      const answer = await fetch(target + path, init);
      if (answer.type !== 'opaque') readable.push({ status: answer.status, text: await answer.text() });
    } catch {}
  }
  const loads = (element, url) => new Promise((resolve) => {
    element.onload = () => resolve(true);
    element.onerror = () => resolve(false);
    element.src = url;
    document.body.append(element);
  });
  const opens = new Promise((resolve) => {
    const socket = new WebSocket(target.replace('http', 'ws') + '/rpc/say');
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  });
  return {
    readable,
    picture: await loads(new Image(), target + '/media/thumbnail/${PICTURE_ID}'),
    script: await loads(document.createElement('script'), target + '/assets/page-AbCd1234.js'),
    socket: await opens,
  };
})()`;
}

export const WAYS_THERE = ['link', 'form', 'frame', 'window'] as const;

/** Takes the person, or a part of the page, to the target. */
export function sendThere(how: (typeof WAYS_THERE)[number], target: string): string {
  const page = JSON.stringify(`${target}/`);
  switch (how) {
    case 'link':
      return `void (location.href = ${page})`;
    case 'window':
      return `void window.open(${page})`;
    case 'frame':
      return `document.body.append(Object.assign(document.createElement('iframe'), { src: ${page} }))`;
    case 'form':
      return `(() => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', enctype: 'text/plain', action: ${page} + 'rpc/say' });
        document.body.append(form);
        form.submit();
      })()`;
  }
}
