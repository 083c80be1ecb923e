import type { Check } from './check.js';
import { accessibility } from './checks/accessibility.js';
import { fromFile } from './checks/from-file.js';
import { hostile } from './checks/hostile.js';
import { jsonLinks } from './checks/json-links.js';
import { links } from './checks/links.js';
import { loading, width } from './checks/loading.js';
import { noScript } from './checks/no-script.js';
import { search } from './checks/search.js';
import { switches } from './checks/switches.js';
import { trees } from './checks/trees.js';
import { words } from './checks/words.js';

/** Every check, in the order in which they are told. */
export const CHECKS: readonly Check[] = [
  loading,
  links,
  width,
  words,
  accessibility,
  search,
  switches,
  trees,
  jsonLinks,
  noScript,
  fromFile,
  hostile,
];
