/** Copies go to the inbox under names of their own, and come back as what was dropped. */
import { describe, expect, it } from 'vitest';
import { type HandedOver, HostGone } from './host.ts';
import { rootOf, uploadAll } from './upload.ts';

const handed = (name: string, folder = ''): HandedOver => ({ file: new File(['x'], name), folder });

/** Stores like the inbox does: by batch and path. */
const inbox = {
  send: async (address: string) => {
    const query = new URL(address, 'http://localhost').searchParams;
    return Response.json({ path: `/inbox/${query.get('batch')}/${query.get('path')}` });
  },
};

describe('where copies lie', () => {
  it('names a dropped folder once, as a folder', async () => {
    const { paths } = await uploadAll(inbox, [
      handed('1.jpg', 'shoot'),
      handed('2.jpg', 'shoot/raw'),
      handed('3.jpg'),
    ]);
    expect(paths.map((path) => path.split('/').slice(3).join('/'))).toEqual(['shoot', '3.jpg']);
  });

  it('keeps two files of one name apart', async () => {
    const { paths } = await uploadAll(inbox, [handed('a.jpg'), handed('a.jpg')]);
    expect(new Set(paths).size).toBe(2);
  });

  it('understands the paths of Windows', () => {
    expect(rootOf('C:\\inbox\\x\\shoot\\raw\\2.jpg', 'shoot/raw/2.jpg')).toBe('C:\\inbox\\x\\shoot');
  });
});

it('reports what was sent', async () => {
  const reports: number[][] = [];
  await uploadAll(inbox, [handed('a.jpg'), handed('b.jpg')], {
    onProgress: (...report) => reports.push(report),
  });
  expect(reports).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

it('passes on why a copy was refused', async () => {
  const refused = {
    send: async () =>
      Response.json({ code: 'REQUEST_TOO_LARGE', detail: 'More than 5 bytes were sent.' }, { status: 413 }),
  };
  const { paths, refused: told } = await uploadAll(refused, [handed('a.jpg')]);
  expect(paths).toEqual([]);
  expect(told).toMatchObject([
    { name: 'a.jpg', failure: { code: 'REQUEST_TOO_LARGE', message: 'More than 5 bytes were sent.' } },
  ]);
});

it('brings in the others when one is refused', async () => {
  const choosy = {
    send: async (address: string) =>
      address.includes('bad')
        ? Response.json({ code: 'USAGE_INVALID', detail: 'no' }, { status: 400 })
        : inbox.send(address),
  };
  const { paths, refused } = await uploadAll(
    choosy,
    ['a', 'bad', 'c'].map((name) => handed(name)),
  );
  expect(paths).toHaveLength(2);
  expect(refused).toHaveLength(1);
});

it('ends with all of them when the host is gone', async () => {
  let calls = 0;
  const gone = {
    send: async () => {
      calls += 1;
      throw new HostGone('gone');
    },
  };
  const many = Array.from({ length: 50 }, (_, at) => handed(`${at}.jpg`));
  await expect(uploadAll(gone, many)).rejects.toBeInstanceOf(HostGone);
  expect(calls).toBeLessThan(10);
});

it('sends a backslash in a name as what no system takes for a folder', async () => {
  const { paths } = await uploadAll(inbox, [handed('a \\ b.jpg')]);
  expect(paths[0]).toMatch(/a _ b\.jpg$/);
});
