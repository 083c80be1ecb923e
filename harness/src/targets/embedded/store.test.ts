import { describe, expect, it } from 'vitest';
import type { Resource } from '../../guide/resource.js';
import { Buckets } from './search/buckets.js';
import { Parameters } from './search/parameters.js';
import { Searcher, type Clause } from './search/searcher.js';
import { Store, type Change, type Entity } from './store.js';
import { r4 } from './testing.js';

const BASE = 'http://127.0.0.1/fhir';

function world(now: () => number = () => 0) {
  const parameters = new Parameters(r4, BASE);
  const status = parameters.get('Task', 'status')!;
  const commits: Change[][] = [];
  const store = new Store({
    now,
    versionFor: (next) => next,
    onWrite: (entity, from, to) => buckets.update(entity, from, to),
    onCommit: (changes) => commits.push([...changes]),
  });
  const buckets = new Buckets(status, store.live('Task'));
  const write = (id: string, resource: Resource | undefined) =>
    store.transaction(() => store.write('Task', id, resource ? 'PUT' : 'DELETE', resource));
  const withStatus = (key: string) => [...buckets.get(key)].map((entity: Entity) => entity.id).sort();
  return { store, write, withStatus, commits, searcher: new Searcher(store, parameters, BASE, now) };
}

const task = (status: string): Resource => ({ resourceType: 'Task', status, intent: 'order' });

describe('store', () => {
  it('never dates a version before the last one, whatever the clock does', () => {
    const times = [5000, 1000, 6000];
    const { write } = world(() => times.shift()!);
    const dates = ['a', 'b', 'c'].map((id) => Date.parse(write(id, task('draft')).lastUpdated));
    expect(dates).toEqual([5000, 5000, 6000]);
  });

  it('undoes a failed transaction in itself and in the indexes, and tells nobody', () => {
    const { store, write, withStatus, commits } = world();
    write('a', task('draft'));
    write('b', task('draft'));
    const failing = () =>
      store.transaction(() => {
        store.write('Task', 'a', 'PUT', task('ready'));
        store.write('Task', 'a', 'PUT', task('completed'));
        store.write('Task', 'b', 'DELETE', undefined);
        store.write('Task', 'c', 'POST', task('ready'));
        expect(withStatus('completed')).toEqual(['a']);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect([withStatus('draft'), withStatus('ready'), withStatus('completed')]).toEqual([['a', 'b'], [], []]);
    expect([...store.live('Task')].map((entity) => [entity.id, entity.versions.length]).sort()).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(store.entity('Task', 'c')).toBeUndefined();
    expect(store.history()).toHaveLength(2);
    expect(store.history('Task')).toHaveLength(2);
    expect(commits).toHaveLength(2);
    expect(write('c', task('ready')).versionId).toBe('1');
  });

  it('joins nested transactions into the outer one', () => {
    const { store, write, commits } = world();
    store.transaction(() => {
      write('a', task('draft'));
      write('b', task('draft'));
    });
    expect(commits.map((changes) => changes.length)).toEqual([2]);
    expect(() => store.write('Task', 'a', 'PUT', task('draft'))).toThrow('outside a transaction');
  });

  it('keeps no value in an index that a resource no longer has', () => {
    const { write, withStatus } = world();
    write('a', task('draft'));
    write('a', task('ready'));
    expect([withStatus('draft'), withStatus('ready')]).toEqual([[], ['a']]);
    write('a', undefined);
    expect(withStatus('ready')).toEqual([]);
  });

  it('starts a search from the clause with the fewest candidates', () => {
    const { store, write, searcher } = world();
    for (let n = 0; n < 20; n++) write(`t${n}`, task('draft'));
    let tested = 0;
    const clause = (size: number): Clause => ({
      test: () => ++tested > 0,
      candidates: () => [new Set([...store.live('Task')].slice(0, size))],
    });
    expect(searcher.find('Task', [clause(10), clause(2), clause(5)])).toHaveLength(2);
    expect(tested).toBe(6);
  });
});
