import type { Finding } from './finding.js';

/**
 * The findings, each with an id that no other of the run has: where several checks came out with one id, all but the first are numbered in
 * their order, `id.2`, `id.3`. Laws name what they are about, so that this is needed for nothing that is known.
 */
export function withOwnIds(findings: readonly Finding[]): Finding[] {
  const taken = new Set(findings.map(({ id }) => id));
  const used = new Set<string>();
  return findings.map((finding) => {
    let id = finding.id;
    for (let number = 2; used.has(id) || (id !== finding.id && taken.has(id)); number++) id = `${finding.id}.${number}`;
    used.add(id);
    return id === finding.id ? finding : { ...finding, id };
  });
}
