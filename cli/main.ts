/** The command line: every command, its options and its exit codes. Commands load their code when they run. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CONFLICT_POLICIES } from '../shared/job.ts';
import { DEFAULT_TEMPLATE } from '../shared/naming/name-template.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { reportError } from './report-error.ts';
import { APP_VERSION } from './version.ts';

// Under `npm run easel` the shell's folder is not the process's; names on the command line mean the shell's.
if (process.env.npm_lifecycle_event === 'easel' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  // A batch is told to stop in good order; anything else has nothing left to do.
  if (process.listenerCount('SIGINT') > 0) process.emit('SIGINT');
  else process.exit(EXIT.ok);
});

const program = new Command('easel')
  .description('Publish-ready images from folders of photos, offline.')
  .version(APP_VERSION)
  .option('--data-dir <folder>', 'where Easel keeps its database (else EASEL_DATA_DIR, else the usual place)')
  .showHelpAfterError('Run the command with --help to see how it is used.')
  .exitOverride();

program
  .command('process')
  .description('Make images from files and folders, by presets or a recipe.')
  .argument('<files...>', 'image files and folders')
  .option('-p, --preset <ids>', 'presets, separated by commas', collectList)
  .option('-r, --recipe <file>', 'a recipe or preset file (JSON)')
  .requiredOption('-o, --out <folder>', 'where results go; made when it is missing')
  .option('-n, --name <template>', 'names of results, without ending', DEFAULT_TEMPLATE)
  .addOption(
    new Option('-c, --conflict <policy>', 'when a name is taken')
      .choices([...CONFLICT_POLICIES])
      .default('if-changed'),
  )
  .option('--keep-tree', 'repeat the folders of the input under the output', false)
  .option('--recursive', 'look into folders inside folders', false)
  .option('--dry-run', 'say what would happen, and do nothing', false)
  .option('--json', 'one JSON object per line', false)
  .option('--wait', 'when the hourly quota is used up, wait until it frees', false)
  .addHelpText(
    'after',
    `
Names are made of {name} {preset} {variant} {width} {height} {format} {date} {time} {counter} {hash} {exif.date} {dir}.
Exit codes: 0 all well, 1 some files failed, 2 wrong use, 3 stopped by quota, 4 internal error,
130 stopped by Ctrl-C.

Example:
  easel process photos --preset web-hero,instagram-square --out ready --recursive`,
  )
  .action(run(async () => (await import('./commands/process.ts')).processCommand));

program
  .command('resume')
  .description('Go on with a batch that was stopped, or that ran out of quota.')
  .argument('[job]', 'the job, when it is not the last one')
  .option('--json', 'one JSON object per line', false)
  .option('--wait', 'when the hourly quota is used up, wait until it frees', false)
  .action(run(async () => (await import('./commands/resume.ts')).resumeCommand));

const presets = program.command('presets').description('List, show, import and export presets.');
presets
  .command('list')
  .description('All presets, built-in and your own.')
  .option('--json', 'as JSON', false)
  .action(run(async () => (await import('./commands/presets.ts')).listPresetsCommand));
presets
  .command('show')
  .description('One preset: recipe, rules, sources.')
  .argument('<id>')
  .option('--json', 'as JSON', false)
  .action(run(async () => (await import('./commands/presets.ts')).showPresetCommand));
presets
  .command('import')
  .description('Add presets from a JSON file.')
  .argument('<file>')
  .option('--replace', 'replace your own presets that have the same id', false)
  .action(run(async () => (await import('./commands/presets.ts')).importPresetsCommand));
presets
  .command('export')
  .description('Write presets as JSON: the named ones, or all of your own.')
  .argument('[ids...]')
  .option('-o, --out <file>', 'file to write (else standard output)')
  .action(run(async () => (await import('./commands/presets.ts')).exportPresetsCommand));
presets
  .command('duplicate')
  .description('Copy a preset under a new id, to change the copy.')
  .argument('<id>')
  .argument('<new-id>')
  .action(run(async () => (await import('./commands/presets.ts')).duplicatePresetCommand));
presets
  .command('edit')
  .description('Replace one of your own presets by the one in a JSON file.')
  .argument('<id>')
  .argument('<file>')
  .action(run(async () => (await import('./commands/presets.ts')).editPresetCommand));
presets
  .command('delete')
  .description('Delete one of your own presets.')
  .argument('<id>')
  .action(run(async () => (await import('./commands/presets.ts')).deletePresetCommand));

program
  .command('check')
  .description(
    'Does a file keep the rules of a platform? Each broken rule with what was measured and the limit.',
  )
  .argument('<files...>')
  .requiredOption('-p, --preset <id>', 'whose rules')
  .option('--json', 'one JSON object per line', false)
  .action(run(async () => (await import('./commands/check.ts')).checkCommand));

program
  .command('inspect')
  .description('What a file is: format, size, colour, profile, metadata.')
  .argument('<file>')
  .option('--json', 'as JSON', false)
  .action(run(async () => (await import('./commands/inspect.ts')).inspectCommand));

program
  .command('history')
  .description('What was processed, newest first, one line per output.')
  .option('--json', 'one JSON object per line', false)
  .option('--limit <count>', 'lines at most', parseCount, 50)
  .action(run(async () => (await import('./commands/history.ts')).historyCommand));

program
  .command('quota')
  .description('What is left of the hourly quotas.')
  .option('--json', 'as JSON', false)
  .action(run(async () => (await import('./commands/quota.ts')).quotaCommand));

const settings = program.command('settings').description('Read and change settings.');
settings
  .command('list')
  .description('Every setting, its value and its meaning.')
  .option('--json', 'as JSON', false)
  .action(run(async () => (await import('./commands/settings.ts')).listSettingsCommand));
settings
  .command('get')
  .argument('<key>')
  .action(run(async () => (await import('./commands/settings.ts')).getSettingCommand));
settings
  .command('set')
  .description('Change a setting; the value is JSON or a plain word.')
  .argument('<key>')
  .argument('<value>')
  .action(run(async () => (await import('./commands/settings.ts')).setSettingCommand));

program
  .command('serve')
  .description('Open Easel in a browser on this computer; no other computer can reach it.')
  .option('--port <number>', 'port to listen on (else one that the system chooses)', parsePort)
  .option('--open', 'open the browser', true)
  .option('--no-open', 'only print the link')
  .option('--root <folder>', 'a folder the page may use; may be given more than once', collectOne)
  .option('--idle-minutes <count>', 'stop when nothing was asked for this long (else never)', parseCount)
  .addHelpText(
    'after',
    `
The page may use the folders named with --root. Without any, it may use the folder this was started in, unless that
is your home folder or one above it, and your Pictures. Files dropped on the page and results in Pictures/Easel
always work.`,
  )
  .action(run(async () => (await import('./commands/serve.ts')).serveCommand));

program
  .command('doctor')
  .description('Check this installation: versions, folders, database, and every image format.')
  .option('--json', 'as JSON', false)
  .action(run(async () => (await import('./commands/doctor.ts')).doctorCommand));

try {
  await program.parseAsync();
} catch (error) {
  // Commander has already said what is wrong; help and version are no failure.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrongUse;
  else process.exitCode = reportError(error, { json: process.argv.includes('--json') });
}

type CommandFunction = (globals: GlobalOptions, ...rest: never[]) => Promise<ExitCode>;

export interface GlobalOptions {
  readonly dataDir?: string;
}

/** Loads a command when it is called, and turns its answer into the exit code. */
function run(load: () => Promise<CommandFunction>) {
  return async (...args: unknown[]): Promise<void> => {
    const command = await load();
    // Commander passes arguments, then options, then the command itself; each command names their types.
    process.exitCode = await command(program.opts<GlobalOptions>(), ...(args.slice(0, -1) as never[]));
  };
}

function collectList(value: string, earlier: readonly string[] = []): readonly string[] {
  return [
    ...earlier,
    ...value
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  ];
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError('It must be a whole number above 0.');
  }
  return count;
}

/** One value per use of the option: names may hold commas. */
function collectOne(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1024 || port > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 1024 to 65535.');
  }
  return port;
}
