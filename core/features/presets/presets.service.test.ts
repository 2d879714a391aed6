/** Tests presets from creation to deletion, on both databases. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Preset } from '../../../shared/preset/preset.ts';
import { describeDatabases } from '../../db/testing.ts';
import { loadBuiltinPresets } from './builtin-presets.ts';
import { formatPresetFile, parsePreset, presetFileOf } from './preset-file.ts';
import { createPresetsService, type PresetsService } from './presets.service.ts';
import { anyPresets } from './presets.testing.ts';

const FOLDER = fileURLToPath(new URL('../../../resources/presets/', import.meta.url));
const builtins = await loadBuiltinPresets(FOLDER);

function preset(id: string, over: Record<string, unknown> = {}): Preset {
  return parsePreset({ id, name: id, outputs: [{ recipe: { resize: { width: 100 } } }], ...over });
}

function file(...presets: Preset[]): string {
  return formatPresetFile(presetFileOf(presets));
}

describeDatabases('presets', (database) => {
  let time = 0;

  function service(shipped: readonly Preset[] = builtins): PresetsService {
    time = 1_000;
    return createPresetsService({ db: database.db, builtins: shipped, clock: () => time });
  }

  async function ids(presets: PresetsService, owner: string): Promise<string[]> {
    return (await presets.list(owner)).filter(({ builtIn }) => !builtIn).map((entry) => entry.preset.id);
  }

  test('lists the built-in presets first, then those of the owner by name', async () => {
    const presets = service();
    await presets.create('device', preset('zebra', { name: 'A zebra' }));
    await presets.create('device', preset('ant', { name: 'B ant' }));
    await presets.create('user-1', preset('hidden'));
    const entries = await presets.list('device');
    expect(entries.slice(0, builtins.length).map((entry) => entry.preset)).toEqual(builtins);
    expect(await ids(presets, 'device')).toEqual(['zebra', 'ant']);
    expect(entries[0]).toMatchObject({ builtIn: true, version: 1, updatedAt: null });
    expect(entries.at(-1)).toMatchObject({ builtIn: false, version: 1, updatedAt: 1_000 });
  });

  test('creates and gets, with every default filled in', async () => {
    const presets = service();
    const made = await presets.create('device', { id: 'mine', name: 'Mine', outputs: [{ recipe: {} }] });
    expect(made.preset.outputs[0]?.recipe.metadata.policy).toBe('private');
    expect(await presets.get('device', 'mine')).toEqual(made);
    await expect(presets.get('user-1', 'mine')).rejects.toMatchObject({ code: 'PRESET_NOT_FOUND' });
    expect((await presets.get('user-1', 'web-hero')).builtIn).toBe(true);
  });

  test('refuses an id that is taken and a preset that is not valid', async () => {
    const presets = service();
    await presets.create('device', preset('mine'));
    await expect(presets.create('device', preset('mine'))).rejects.toMatchObject({ code: 'PRESET_EXISTS' });
    await expect(presets.create('device', preset('web-hero'))).rejects.toMatchObject({
      code: 'PRESET_EXISTS',
    });
    await expect(presets.create('device', { ...preset('x'), colour: 1 })).rejects.toMatchObject({
      code: 'PRESET_INVALID',
      data: { reason: 'there is no field called "colour"' },
    });
    expect(await ids(presets, 'device')).toEqual(['mine']);
  });

  test('an edit replaces the preset and raises its version', async () => {
    const presets = service();
    await presets.create('device', preset('mine'));
    time = 2_000;
    const edited = await presets.edit('device', 'mine', preset('mine', { name: 'New name' }));
    expect(edited).toMatchObject({ version: 2, updatedAt: 2_000, preset: { name: 'New name' } });
    expect(await presets.get('device', 'mine')).toEqual(edited);
    await expect(presets.edit('device', 'mine', preset('other'))).rejects.toThrow('id: must stay mine');
    await expect(presets.edit('device', 'none', preset('none'))).rejects.toMatchObject({
      code: 'PRESET_NOT_FOUND',
    });
  });

  test('simultaneous edits each count', async () => {
    const presets = service();
    await presets.create('device', preset('mine'));
    await Promise.all(
      ['a', 'b', 'c'].map((name) => presets.edit('device', 'mine', preset('mine', { name }))),
    );
    expect((await presets.get('device', 'mine')).version).toBe(4);
  });

  test('of simultaneous creations of one id, one wins', async () => {
    const presets = service();
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => presets.create('device', preset('mine', { name }))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await ids(presets, 'device')).toEqual(['mine']);
  });

  test('built-in presets are read-only', async () => {
    const presets = service();
    const { preset: hero } = await presets.get('device', 'web-hero');
    const readOnly = { code: 'PRESET_READ_ONLY', data: { id: 'web-hero' } };
    await expect(presets.edit('device', 'web-hero', hero)).rejects.toMatchObject(readOnly);
    await expect(presets.delete('device', 'web-hero')).rejects.toMatchObject(readOnly);
    await expect(presets.importFile('device', file(hero), { replace: true })).rejects.toMatchObject(readOnly);
    await expect(presets.importFile('device', file(hero), { replace: false })).rejects.toMatchObject({
      code: 'PRESET_EXISTS',
    });
  });

  test('duplicates a built-in preset into one that can be changed', async () => {
    const presets = service();
    const copy = await presets.duplicate('device', 'web-hero', { id: 'my-hero' });
    const { preset: hero } = await presets.get('device', 'web-hero');
    expect(copy).toMatchObject({ builtIn: false, preset: { id: 'my-hero', name: 'Web hero copy' } });
    expect(copy.preset.outputs).toEqual(hero.outputs);
    const long = preset('long', { name: 'x'.repeat(80) });
    await presets.create('device', long);
    expect((await presets.duplicate('device', 'long', { id: 'l2' })).preset.name).toHaveLength(80);
    expect((await presets.duplicate('device', 'long', { id: 'l3', name: 'Short' })).preset.name).toBe(
      'Short',
    );
    await expect(presets.duplicate('device', 'web-hero', { id: 'my-hero' })).rejects.toMatchObject({
      code: 'PRESET_EXISTS',
    });
  });

  test('a deleted preset is gone, its id can be used again and its version goes on', async () => {
    const presets = service();
    await presets.create('device', preset('mine'));
    await presets.delete('device', 'mine');
    expect(await ids(presets, 'device')).toEqual([]);
    const gone = { code: 'PRESET_NOT_FOUND' };
    await expect(presets.get('device', 'mine')).rejects.toMatchObject(gone);
    await expect(presets.delete('device', 'mine')).rejects.toMatchObject(gone);
    await expect(presets.edit('device', 'mine', preset('mine'))).rejects.toMatchObject(gone);
    time = 3_000;
    const again = await presets.create('device', preset('mine', { name: 'Again' }));
    expect(again).toMatchObject({ version: 2, updatedAt: 3_000, preset: { name: 'Again' } });
  });

  test('imports all presets of a file or none', async () => {
    const presets = service();
    await presets.create('device', preset('b', { name: 'Old b' }));
    const text = file(preset('a'), preset('b', { name: 'New b' }), preset('c'));
    await expect(presets.importFile('device', text, { replace: false })).rejects.toMatchObject({
      code: 'PRESET_EXISTS',
      data: { id: 'b' },
    });
    expect(await ids(presets, 'device')).toEqual(['b']);
    expect(await presets.importFile('device', text, { replace: true })).toEqual({
      created: ['a', 'c'],
      replaced: ['b'],
    });
    expect(await presets.get('device', 'b')).toMatchObject({ version: 2, preset: { name: 'New b' } });
    await expect(presets.importFile('device', '{}', { replace: true })).rejects.toMatchObject({
      code: 'PRESET_INVALID',
    });
  });

  test('anchors relative watermarks at the folder of the imported file', async () => {
    const presets = service();
    const marked = preset('marked', {
      outputs: [{ recipe: { watermark: { kind: 'image', path: 'logo.png' } } }],
    });
    await presets.importFile('device', file(marked), { replace: false, folder: FOLDER });
    const { outputs } = (await presets.get('device', 'marked')).preset;
    expect(outputs[0]?.recipe.watermark).toMatchObject({ path: `${FOLDER}logo.png` });
  });

  test('what one device exports, another imports unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(anyPresets, fc.uuid(), fc.uuid(), async (made, here, there) => {
        fc.pre(here !== there);
        const presets = service();
        for (const one of made) await presets.create(here, one);
        const text = formatPresetFile(await presets.exportFile(here, []));
        await presets.importFile(there, text, { replace: false });
        const [before, after] = [await presets.list(here), await presets.list(there)];
        expect(after).toEqual(before);
        expect(await presets.exportFile(there, [])).toEqual(await presets.exportFile(here, []));
      }),
      { numRuns: 10 },
    );
  });

  test('exports named presets in the order asked for, built-in ones too', async () => {
    const presets = service();
    await presets.create('device', preset('mine'));
    const exported = await presets.exportFile('device', ['mine', 'web-thumb', 'mine']);
    expect(exported.presets.map(({ id }) => id)).toEqual(['mine', 'web-thumb']);
    await expect(presets.exportFile('device', ['none'])).rejects.toMatchObject({ code: 'PRESET_NOT_FOUND' });
    await expect(presets.exportFile('user-1', [])).rejects.toMatchObject({ code: 'USAGE_INVALID' });
  });

  test('an own preset keeps its id when a later Easel ships one under it', async () => {
    await service([]).create('device', preset('web-hero', { name: 'My hero' }));
    const presets = service();
    expect((await presets.list('device')).map((entry) => entry.preset.id)).toHaveLength(builtins.length);
    expect((await presets.get('device', 'web-hero')).preset.name).toBe('My hero');
    await presets.delete('device', 'web-hero');
    expect((await presets.get('device', 'web-hero')).builtIn).toBe(true);
  });

  test('a stored preset that cannot be read is named, and can be deleted', async () => {
    const presets = service();
    await presets.create('device', preset('mine'));
    await database.db
      .updateTable('presets')
      .set({ body: '{"id":"mine"}' })
      .where('id', '=', 'mine')
      .execute();
    await expect(presets.list('device')).rejects.toThrow('stored preset mine: name: is missing');
    await presets.delete('device', 'mine');
    expect(await ids(presets, 'device')).toEqual([]);
  });
});
