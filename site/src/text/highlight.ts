import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import http from 'highlight.js/lib/languages/http';
import json from 'highlight.js/lib/languages/json';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { escapeHtml, type Html } from './html.js';

for (const [name, language] of Object.entries({ bash, http, json, xml, yaml })) hljs.registerLanguage(name, language);

/** Code as HTML with its syntax marked up; of a language that is not known, escaped text. */
export function highlight(code: string, language = ''): Html {
  if (!hljs.getLanguage(language)) return escapeHtml(code);
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
