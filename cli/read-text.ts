/** Reads a text file that a person wrote, with whatever editor. */
import { readFile } from 'node:fs/promises';

/** UTF-8, without the byte order mark some editors put in front. */
export async function readText(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
}
