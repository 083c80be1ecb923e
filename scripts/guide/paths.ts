import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the guide's parts are in a checkout: absolute paths. */
export interface GuidePaths {
  /** Folder of sushi-config.yaml. */
  root: string;
  config: string;
  /** SUSHI's ignore list; the reasons stand in it. */
  ignoredWarnings: string;
  input: string;
  /** The committed output of SUSHI. */
  generated: string;
  /** Build leftovers that are never committed: package cache, stamp, scratch folders. */
  home: string;
  /** FHIR package cache, laid out as the FHIR tools expect it (`name#version/package`). */
  cache: string;
  /** Fingerprints of the last clean build. */
  stamp: string;
  /** Fingerprints of the last publishing of flows. */
  flowStamp: string;
  modules: string;
}

/** The paths of the checkout at `root`. */
export function guidePaths(root: string): GuidePaths {
  const home = path.join(root, '.fhir-home');
  return {
    root,
    config: path.join(root, 'sushi-config.yaml'),
    ignoredWarnings: path.join(root, 'sushi-ignoreWarnings.txt'),
    input: path.join(root, 'input'),
    generated: path.join(root, 'fsh-generated'),
    home,
    cache: path.join(home, '.fhir', 'packages'),
    stamp: path.join(home, 'guide-build.json'),
    flowStamp: path.join(home, 'flows.json'),
    modules: path.join(root, 'node_modules'),
  };
}

/**
 * The nearest folder at or above `start` that holds sushi-config.yaml. By default `start` is this file's folder, so it works
 * from the sources and from dist/ alike, whatever the working directory.
 */
export function findGuideRoot(start = path.dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'sushi-config.yaml'))) return folder;
    if (folder === path.dirname(folder)) {
      throw new Error(`No sushi-config.yaml in ${start} or above it: run this inside a checkout of the guide.`);
    }
  }
}
