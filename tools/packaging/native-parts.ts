/** The binaries a package needs for its platform and processor, and a plain sentence when they are not installed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface BuildTarget {
  readonly platform: string;
  readonly arch: string;
}

/** Paths below the checkout. */
export function nativeParts({ platform, arch }: BuildTarget): readonly string[] {
  const sharp = `node_modules/@img/sharp-${platform}-${arch}`;
  return [
    sharp,
    // On Windows the library lies in the package itself.
    ...(platform === 'win32' ? [] : [sharp.replace('/sharp-', '/sharp-libvips-')]),
    `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
    `node_modules/node/bin/${platform === 'win32' ? 'node.exe' : 'node'}`,
  ];
}

/** npm installs the binaries of its own computer only, so each package is built on a computer of its kind. */
export function requireNativeParts(root: string, target: BuildTarget, here: BuildTarget): void {
  const name = ({ platform, arch }: BuildTarget) => `${platform}-${arch}`;
  if (name(target) !== name(here)) {
    throw new Error(`Packages for ${name(target)} are built on such a computer; this one is ${name(here)}.`);
  }
  const missing = nativeParts(target).filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`Not installed: ${missing.join(', ')}. Run "npm install" first.`);
}
