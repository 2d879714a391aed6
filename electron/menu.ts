/** The application menu: what the page does goes to it as a named command, what the system does has a role. */
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../shared/contract/desktop.ts';
import type { HostTexts } from './texts/host-texts.ts';

export interface MenuOptions {
  readonly texts: HostTexts['menu'];
  readonly platform: NodeJS.Platform;
  /** Developers also load the page again and look into it. */
  readonly packaged: boolean;
  readonly send: (command: MenuCommand) => void;
}

/**
 * Keys are those of the page's own commands, for people who look for them here. The page sees a key first, so nothing
 * runs twice. Single keys are left to the page: here they would also work while somebody types.
 */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin';
  return [
    ...(isMac ? [macAppMenu(options)] : []),
    fileMenu(options),
    editMenu(options),
    batchMenu(options),
    viewMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
}

function command(
  options: MenuOptions,
  id: MenuCommand,
  label: string,
  accelerator?: string,
): MenuItemConstructorOptions {
  const click = () => options.send(id);
  return accelerator === undefined ? { id, label, click } : { id, label, accelerator, click };
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

function settingsItem(options: MenuOptions): MenuItemConstructorOptions {
  return command(options, 'go.settings', options.texts.settings, 'CmdOrCtrl+,');
}

function macAppMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts } = options;
  return {
    label: 'Easel',
    submenu: [
      command(options, 'app.about', texts.about),
      separator,
      settingsItem(options),
      separator,
      { role: 'services', label: texts.services },
      separator,
      { role: 'hide', label: texts.hide },
      { role: 'hideOthers', label: texts.hideOthers },
      { role: 'unhide', label: texts.showAll },
      separator,
      { role: 'quit', label: texts.quit },
    ],
  };
}

function fileMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts, platform } = options;
  return {
    label: texts.file,
    submenu: [
      command(options, 'images.addFiles', texts.addFiles, 'CmdOrCtrl+O'),
      command(options, 'images.addFolder', texts.addFolder, 'CmdOrCtrl+Shift+O'),
      command(options, 'images.clear', texts.clear),
      separator,
      command(options, 'presets.import', texts.importPresets),
      command(options, 'presets.export', texts.exportPresets),
      separator,
      ...(platform === 'darwin'
        ? [{ role: 'close', label: texts.close } satisfies MenuItemConstructorOptions]
        : [
            settingsItem(options),
            separator,
            { role: 'quit', label: texts.quit } satisfies MenuItemConstructorOptions,
          ]),
    ],
  };
}

function editMenu({ texts }: MenuOptions): MenuItemConstructorOptions {
  return {
    label: texts.edit,
    submenu: [
      { role: 'undo', label: texts.undo },
      { role: 'redo', label: texts.redo },
      separator,
      { role: 'cut', label: texts.cut },
      { role: 'copy', label: texts.copy },
      { role: 'paste', label: texts.paste },
      { role: 'selectAll', label: texts.selectAll },
    ],
  };
}

function batchMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts } = options;
  return {
    label: texts.batch,
    submenu: [
      command(options, 'batch.start', texts.start, 'CmdOrCtrl+Enter'),
      command(options, 'batch.pause', texts.pause),
      command(options, 'batch.cancel', texts.cancel),
      separator,
      command(options, 'batch.undo', texts.undoBatch),
      separator,
      command(options, 'batch.chooseOutput', texts.chooseOutput),
    ],
  };
}

function viewMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts, packaged } = options;
  const forDevelopers: MenuItemConstructorOptions[] = packaged
    ? []
    : [
        separator,
        { role: 'reload', label: texts.reload },
        { role: 'toggleDevTools', label: texts.developerTools },
      ];
  return {
    label: texts.view,
    submenu: [
      command(options, 'go.workbench', texts.workbench),
      command(options, 'go.presets', texts.presets),
      command(options, 'go.history', texts.history),
      separator,
      { role: 'resetZoom', label: texts.actualSize },
      { role: 'zoomIn', label: texts.zoomIn },
      { role: 'zoomOut', label: texts.zoomOut },
      separator,
      { role: 'togglefullscreen', label: texts.fullScreen },
      ...forDevelopers,
    ],
  };
}

function windowMenu({ texts, platform }: MenuOptions): MenuItemConstructorOptions {
  const minimize: MenuItemConstructorOptions = { role: 'minimize', label: texts.minimize };
  if (platform !== 'darwin') {
    return { label: texts.window, submenu: [minimize, { role: 'close', label: texts.close }] };
  }
  return {
    role: 'window',
    label: texts.window,
    submenu: [
      minimize,
      { role: 'zoom', label: texts.zoom },
      separator,
      { role: 'front', label: texts.bringAllToFront },
    ],
  };
}

function helpMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts, platform } = options;
  return {
    role: 'help',
    label: texts.help,
    submenu: [
      command(options, 'app.shortcuts', texts.shortcuts),
      ...(platform === 'darwin' ? [] : [command(options, 'app.about', texts.about)]),
    ],
  };
}
