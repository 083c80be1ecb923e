import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listFiles } from '../guide/files.js';

interface SearchParameter {
  resourceType: 'SearchParameter';
  id: string;
  code: string;
  base: string[];
  status: string;
}

/** How often it is asked whether it knows the parameters by now, milliseconds. */
const EVERY_MS = 250;

/**
 * Gives a server the guide's own search parameters, as whoever runs one would install them, and waits until it searches by all of
 * them. They are drafts in the guide; here they are `active`, for servers search by no others.
 *
 * @param url base URL of the server
 * @param folder compiled resources of the guide
 * @param boundMs how long it may take to know them, milliseconds
 * @returns how many they are
 * @throws when they are refused, or one is not known in time
 */
export async function installSearchParameters(url: string, folder: string, boundMs = 120_000): Promise<number> {
  const parameters = searchParametersIn(folder);
  if (parameters.length === 0) return 0;
  const entry = parameters.map((resource) => ({
    resource: { ...resource, status: 'active' },
    request: { method: 'PUT', url: `SearchParameter/${resource.id}` },
  }));
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`${url} refused the guide's search parameters with ${answer.status}: ${said}`);
  const end = performance.now() + boundMs;
  for (const { base, code } of parameters) {
    for (const type of base) await known(`${url}/${type}?_sort=${code}&_count=1`, end);
  }
  return parameters.length;
}

function searchParametersIn(folder: string): SearchParameter[] {
  return listFiles(folder)
    .filter((file) => /^SearchParameter-.*\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as SearchParameter);
}

/** Sorting by it is refused until it is known, whatever its type. */
async function known(search: string, end: number): Promise<void> {
  for (;;) {
    const answer = await fetch(search);
    await answer.arrayBuffer();
    if (answer.ok) return;
    if (performance.now() > end) throw new Error(`${search} is still answered with ${answer.status}`);
    await pause(EVERY_MS);
  }
}
