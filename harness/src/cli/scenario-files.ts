import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A scenario file as it stands on disk. */
export interface ScenarioFile {
  /** Flow id that the file name promises. */
  id: string;
  /** Path as given, for messages. */
  file: string;
  text: string;
}

/** The scenario files (`*.yaml`) of a folder, by name. Throws when the folder cannot be read. */
export async function listScenarioFiles(folder: string): Promise<{ id: string; file: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`no scenarios: the folder ${folder} cannot be read (${error.code ?? error.message})`, {
      cause: error,
    });
  });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => ({ id: entry.name.slice(0, -'.yaml'.length), file: join(folder, entry.name) }))
    .sort((a, b) => a.id.localeCompare(b.id, 'en'));
}

/** Reads the scenario files of a folder; with `ids`, only those. */
export async function readScenarioFiles(folder: string, ids?: ReadonlySet<string>): Promise<ScenarioFile[]> {
  const wanted = (await listScenarioFiles(folder)).filter(({ id }) => ids?.has(id) ?? true);
  return Promise.all(wanted.map(async ({ id, file }) => ({ id, file, text: await readFile(file, 'utf8') })));
}
