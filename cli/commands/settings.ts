/** `easel settings …`: read and change settings. */
import { isSettingKey } from '../../core/features/settings/settings.registry.ts';
import { EaselError } from '../../shared/errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printJson, printLine, printTable } from '../terminal/table.ts';
import { withApp } from '../with-app.ts';

export function listSettingsCommand(globals: GlobalOptions, { json }: { json: boolean }): Promise<ExitCode> {
  return withApp(globals, async (app) => {
    const settings = await app.settings.list();
    if (json) printJson(settings);
    else {
      printTable(
        settings.map(({ key, value, changed, description }) => [
          key,
          JSON.stringify(value) + (changed ? ' (changed)' : ''),
          description,
        ]),
      );
    }
    return EXIT.ok;
  });
}

export function getSettingCommand(globals: GlobalOptions, key: string): Promise<ExitCode> {
  return withApp(globals, async (app) => {
    if (!isSettingKey(key)) throw new EaselError('SETTING_UNKNOWN', { key });
    const settings = await app.settings.list();
    printLine(JSON.stringify(settings.find((setting) => setting.key === key)?.value));
    return EXIT.ok;
  });
}

export function setSettingCommand(globals: GlobalOptions, key: string, text: string): Promise<ExitCode> {
  return withApp(globals, async (app) => {
    const { values } = await app.settings.set(key, parseValue(text), app.caller);
    if (isSettingKey(key)) printLine(`${key} is now ${JSON.stringify(values[key])}.`);
    return EXIT.ok;
  });
}

/** `100`, `null` and `"auto"` are JSON; a bare word such as `auto` is itself. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
