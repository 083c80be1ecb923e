import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../harness/src/guide/project-root.js';
import { buildPages, type SiteFiles } from '../src/build-site.js';
import { readSite } from '../src/model/read-site.js';
import { artifactPage } from '../src/pages/artifact.js';
import { loadTemplates } from '../src/text/templates.js';

/** Ways in which text tries to run: each sets a property of the window when it does. */
export const ATTACKS = [
  '<script>window.harmed = true</script>',
  '<img src="x" onerror="window.harmed = true">',
  '"><svg onload="window.harmed = true"></svg>',
  "</pre></code><iframe srcdoc='<script>parent.harmed = true</script>'></iframe>",
];

/** The example that is made hostile. */
export const HOSTILE_PAGE = 'Patient-amy.html';

/** The page of one example of this guide with attacks in every kind of its text: narrative, strings, links. */
export function hostilePages(): SiteFiles {
  const root = mkdtempSync(path.join(tmpdir(), 'hostile-'));
  try {
    cpSync(path.join(projectRoot(), 'fsh-generated'), path.join(root, 'fsh-generated'), { recursive: true });
    for (const name of ['input', 'scenarios', 'sushi-config.yaml'])
      symlinkSync(path.join(projectRoot(), name), path.join(root, name));
    plant(path.join(root, 'fsh-generated', 'resources', 'Patient-amy.json'));
    const site = readSite({ root, reports: [] });
    const templates = loadTemplates();
    const amy = site.artifacts.filter(({ href }) => href === HOSTILE_PAGE);
    return buildPages(
      site,
      templates,
      amy.map((artifact) => artifactPage(artifact, { site, templates })),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

function plant(file: string): void {
  const attack = ATTACKS.join('');
  const patient = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  patient.name = [{ text: attack, family: attack }];
  patient.telecom = [{ system: 'url', value: 'javascript:window.harmed=true' }];
  patient.text = {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml" onclick="window.harmed = true">${attack}<a href="javascript:window.harmed=true">Amy</a></div>`,
  };
  writeFileSync(file, JSON.stringify(patient));
}
