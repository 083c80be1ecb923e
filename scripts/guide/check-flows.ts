import { readFileSync } from 'node:fs';
import { derivedFiles, flowHeads, staleFlowFiles, withFlows } from './flow-files.js';
import type { GuidePaths } from './paths.js';
import { publishFlows } from './publish.js';

/**
 * Where what is made from flows is not what they say now: pages, diagrams, resources, the list in sushi-config.yaml. Faulty flows are told
 * instead, each fault with its place.
 */
export function checkFlows(paths: GuidePaths, compiled: string): string[] {
  const { files, errors } = publishFlows(paths, compiled);
  if (errors.length > 0) return errors;
  const config = readFileSync(paths.config, 'utf8');
  return [
    ...staleFlowFiles(derivedFiles(paths), files).map((file) => `input/${file}`),
    ...(withFlows(config, flowHeads(paths)) === config ? [] : ['sushi-config.yaml']),
  ].map((file) => `${file} is not what the flows say now: run \`npm run guide\` and commit it.`);
}
