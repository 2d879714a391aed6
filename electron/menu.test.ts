import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { MENU_COMMANDS, type MenuCommand } from '../shared/contract/desktop.ts';
import { menuTemplate } from './menu.ts';
import { type MenuItemStandIn, MenuStandIn } from './testing/electron-stand-in/system.ts';
import { hostTexts } from './texts/host-texts.ts';

const PLATFORMS = ['darwin', 'win32', 'linux'] as const;
const LANGUAGES = ['en', 'id'] as const;

function build(platform: NodeJS.Platform, language: 'en' | 'id', packaged = true) {
  const sent: MenuCommand[] = [];
  const texts = hostTexts(language).menu;
  const send = (command: MenuCommand) => sent.push(command);
  const template: MenuItemConstructorOptions[] = menuTemplate({ texts, platform, packaged, send });
  const items = flatten(MenuStandIn.buildFromTemplate(template).items);
  return { items, sent };
}

function flatten(items: readonly MenuItemStandIn[]): readonly MenuItemStandIn[] {
  return items.flatMap((item) => [item, ...flatten(item.submenu?.items ?? [])]);
}

describe.each(PLATFORMS)('on %s', (platform) => {
  it.each(LANGUAGES)('has every command once, with a label and valid keys, in %s', (language) => {
    const { items, sent } = build(platform, language);
    const commands = items.filter(({ click }) => click !== undefined);
    expect(commands.map(({ id }) => id).sort()).toEqual([...MENU_COMMANDS].sort());
    for (const item of commands) (item.click as unknown as () => void)();
    expect(sent).toEqual(commands.map(({ id }) => id));
    expect(items.filter(({ type }) => type !== 'separator').every(({ label }) => label)).toBe(true);
  });

  it('has the keys that the page has, and none that would fire while somebody types', () => {
    const { items } = build(platform, 'en');
    const keys = Object.fromEntries(
      items.flatMap(({ id, accelerator }) => (accelerator ? [[id, accelerator]] : [])),
    );
    expect(keys).toEqual({
      'images.addFiles': 'CmdOrCtrl+O',
      'images.addFolder': 'CmdOrCtrl+Shift+O',
      'batch.start': 'CmdOrCtrl+Enter',
      'go.settings': 'CmdOrCtrl+,',
    });
  });

  it('lets only developers reload the page and look into it', () => {
    const roles = (packaged: boolean) => build(platform, 'en', packaged).items.map(({ role }) => role);
    expect(roles(true)).not.toContain('toggleDevTools');
    expect(roles(true)).not.toContain('reload');
    expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
  });
});

it('has an app menu on a Mac alone', () => {
  const first = (platform: NodeJS.Platform) => build(platform, 'en').items[0]?.label;
  expect(PLATFORMS.map(first)).toEqual(['Easel', 'File', 'File']);
});
