/** `easel settings …`: read and change settings. */
import type { LocalClient } from '../../core/rpc/local-client.ts';
import { EaselError } from '../../shared/errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printJson, printLine, printTable } from '../terminal/table.ts';
import { withApp } from '../with-app.ts';

export function listSettingsCommand(globals: GlobalOptions, { json }: { json: boolean }): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const settings = await easel.settings.list();
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
  return withApp(globals, async (easel) => {
    const setting = (await easel.settings.list()).find((listed) => listed.key === key);
    if (setting === undefined) throw new EaselError('SETTING_UNKNOWN', { key });
    printLine(JSON.stringify(setting.value));
    return EXIT.ok;
  });
}

export function setSettingCommand(globals: GlobalOptions, key: string, text: string): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const { value } = await easel.settings.set({ key, value: parseValue(text) });
    printLine(`${key} is now ${JSON.stringify(value)}.`);
    return EXIT.ok;
  });
}

type JsonValue = Parameters<LocalClient['settings']['set']>[0]['value'];

/** `100`, `null` and `"auto"` are JSON; a bare word such as `auto` is itself. */
function parseValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
