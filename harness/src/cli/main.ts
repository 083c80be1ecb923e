#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { exchanges } from '../exchange/catalog.js';
import { TROUBLE_KINDS, type TroubleKind } from '../history/record.js';
import { visibleText } from '../report/visible.js';
import { toolVersion } from './version.js';
import { UsageError } from './usage-error.js';

const RUNS = 'flow[/branch][@exchange], each part with * for any text; all when left out';

/** The `cow` command. Each subcommand's code is loaded when it is used, so that a cold start stays short. */
function program(): Command {
  const cow = new Command('cow')
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 2);
    })
    .description(
      'Replays the flows of a FHIR implementation guide against a target, and judges what happened, requirement by requirement.',
    )
    .version(toolVersion(), '-V, --version')
    .option('--guide <folder>', 'compiled guide to use instead of the one that comes along (a folder of FHIR JSON)')
    .option('--scenarios <folder>', 'folder of flows to use instead of those that come along')
    .option('--no-color', 'plain text (NO_COLOR works too)')
    .showHelpAfterError('(cow --help shows how it is used)')
    .addHelpText(
      'after',
      `
Examples:
  cow run                                       every flow over every exchange, against the embedded server
  cow run simple-lab-order@task-at-placer       one run
  cow run 'simple-*' --exchange messaging       some flows over one exchange
  cow run --target my-server.yaml --jobs 4      against your server (docs/targets.md)
  cow run --trouble drop,duplicate              as well when notifications get lost or come twice
  cow plan simple-lab-order@messaging           what would be done, without doing it
  cow requirements --theme queue                what verifies each requirement
  cow judge cow-report                          judge saved histories again, offline
  cow serve --port 8080                         the embedded FHIR server, to play with

Exit codes: 0 all that is required passed; 1 a requirement failed; 2 wrong usage or a faulty file;
3 inconclusive or harness fault; 130 interrupted.`,
    );
  addRun(cow);
  addOthers(cow);
  return cow;
}

function addRun(cow: Command): void {
  const ids = exchanges.map((exchange) => exchange.id);
  cow
    .command('run')
    .description('carry out flows, judge them and write reports')
    .argument('[runs...]', RUNS)
    .option(
      '-t, --target <file|url>',
      'target file, or base URL of one FHIR server on loopback; the embedded server when left out',
    )
    .addOption(
      new Option('--servers <number>', 'embedded target: one server for all parties, or one for each')
        .choices(['one', 'two'])
        .default('two'),
    )
    .addOption(new Option('-e, --exchange <ids...>', 'only these exchanges').choices(ids))
    .option(
      '-j, --jobs <number>',
      'runs at the same time (default: 4; embedded target: as many as this machine takes)',
      atLeastOnce,
    )
    .option('-r, --report <folder>', 'where reports and histories go', 'cow-report')
    .option('-x, --expected <file>', 'known findings (YAML); one that no longer occurs fails the run')
    .option(
      '--repeat <times>',
      'carry out each run so often, and report the first time that not all passed, else the last; for races',
      atLeastOnce,
    )
    .option(
      '--trouble <kinds>',
      `what becomes of notifications on purpose, in turn: ${TROUBLE_KINDS.join(', ')}, or all (docs/targets.md)`,
      troubleKinds,
    )
    .option('--json', 'print report.json to standard output, and progress to standard error')
    .option('--cleanup', 'delete what the runs created')
    .action(async (runs: string[], _options: object, command: Command) => {
      if (command.getOptionValueSource('servers') === 'cli' && command.getOptionValue('target') !== undefined)
        command.error(
          'error: --servers is about the embedded servers; a target file says itself which servers there are.',
        );
      const { run } = await import('./commands/run.js');
      process.exitCode = await run(runs, command.optsWithGlobals());
    });
}

function addOthers(cow: Command): void {
  cow
    .command('list')
    .description('list flows, their branches and exchanges')
    .argument('[runs...]', RUNS)
    .option('--json', 'as JSON')
    .action(async (runs: string[], _options: object, command: Command) => {
      const { list } = await import('./commands/list.js');
      process.exitCode = await list(runs, command.optsWithGlobals());
    });
  cow
    .command('plan')
    .description('show the steps that would be carried out, without a target')
    .argument('[runs...]', RUNS)
    .option('--external <actors...>', 'actors that the system under test plays')
    .option('--json', 'as JSON')
    .action(async (runs: string[], _options: object, command: Command) => {
      const { plan } = await import('./commands/plan.js');
      process.exitCode = await plan(runs, command.optsWithGlobals());
    });
  cow
    .command('requirements')
    .description('show which laws, acts and expectations verify each requirement, and which nothing verifies')
    .argument('[keys...]', 'keys of requirements, with * for any text; all when left out')
    .option('--theme <themes...>', 'only of these Requirements resources, by id')
    .option('--conformance <words...>', 'only of this strength: SHALL, SHALL-NOT, SHOULD, SHOULD-NOT, MAY')
    .option('--unverified', 'only those that nothing verifies')
    .option('-r, --report <file>', 'report.json of a run: adds the verdicts')
    .option('--json', 'as JSON')
    .action(async (keys: string[], _options: object, command: Command) => {
      const { requirements } = await import('./commands/requirements.js');
      process.exitCode = await requirements(keys, command.optsWithGlobals());
    });
  cow
    .command('judge')
    .description('judge saved histories again, without a target')
    .argument('<files...>', 'history files, or report folders')
    .option('-r, --report <folder>', 'write reports there')
    .option('-x, --expected <file>', 'known findings (YAML)')
    .option('--json', 'print the findings as JSON')
    .action(async (files: string[], _options: object, command: Command) => {
      const { judge } = await import('./commands/judge.js');
      process.exitCode = await judge(files, command.optsWithGlobals());
    });
  cow
    .command('serve')
    .description('start the embedded FHIR R4 server')
    .option('-p, --port <number>', 'port; 0 for any free one', portNumber, 8080)
    .option('--defect <ids...>', 'break it on purpose ("cow serve --defect list" shows how)')
    .action(async (_options: object, command: Command) => {
      const { serve } = await import('./commands/serve.js');
      process.exitCode = await serve(command.optsWithGlobals());
    });
}

/** `drop,delay` or `all`. */
function troubleKinds(text: string): TroubleKind[] {
  if (text === 'all') return [...TROUBLE_KINDS];
  return text.split(',').map((word) => {
    const kind = TROUBLE_KINDS.find((one) => one === word.trim());
    if (!kind)
      throw new InvalidArgumentError(`"${word}" is no trouble; give some of ${TROUBLE_KINDS.join(',')}, or all.`);
    return kind;
  });
}

function atLeastOnce(text: string): number {
  return wholeNumber(text, 1, 10_000);
}

function portNumber(text: string): number {
  return wholeNumber(text, 0, 65_535);
}

function wholeNumber(text: string, least: number, most: number): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
  return number;
}

/** Who reads what is printed may stop reading (`| head`): that changes no verdict. */
function livesOnWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
process.stdout.on('error', livesOnWithoutReader);
process.stderr.on('error', livesOnWithoutReader);

try {
  await program().parseAsync();
} catch (error) {
  const told = error instanceof UsageError || (error as { isUsage?: boolean }).isUsage === true;
  process.stderr.write(
    told
      ? `cow: ${visibleText((error as Error).message)}\n`
      : `cow: the harness failed: ${visibleText((error as Error).stack ?? String(error))}\n`,
  );
  process.exitCode = told ? 2 : 3;
}
