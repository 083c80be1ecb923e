import { parentPort, workerData } from 'node:worker_threads';
import { loadGuide } from '../../guide/load-guide.js';
import { Endpoint } from '../../perform/endpoint.js';
import { HttpClient } from '../../perform/http.js';
import { runReport } from '../../report/build-report.js';
import { runSection } from '../../report/html/render.js';
import { startEmbeddedTarget } from '../../targets/embedded-target.js';
import { LocalWorkshop } from './local-workshop.js';
import { ANSWER_MS } from './spread.js';
import type { Order, ThreadSettings, Word } from './thread-workshop.js';
import type { Judged } from './workshop.js';

/** The other side of a ThreadWorkshop: the local workshop, with servers of its own, behind messages. */
const settings = workerData as ThreadSettings;
const port = parentPort;
if (!port) throw new Error('this is started as a thread of the harness only');
const tell = (word: Word): void => port.postMessage(word);

const guide = settings.guide === undefined ? loadGuide() : loadGuide(settings.guide);
const target = await startEmbeddedTarget(guide, { servers: settings.servers, actors: settings.actors });
const performer = {
  guide,
  target,
  client: new HttpClient(ANSWER_MS),
  endpoint: await Endpoint.start(),
  ...(settings.trouble === undefined ? {} : { trouble: settings.trouble }),
};
const workshop = new LocalWorkshop(performer, {
  folder: settings.folder,
  ...(settings.times === undefined ? {} : { times: settings.times }),
  ...(settings.tellSteps
    ? { onStep: (plan, { title }, index, of) => tell({ kind: 'step', id: plan.id, title, index, of }) }
    : {}),
});
const done = new Map<string, Judged>();

async function carryOut(order: Order): Promise<void> {
  if (order.kind === 'stop') return workshop.stop();
  const id = order.kind === 'run' ? order.plan.id : order.id;
  try {
    if (order.kind === 'run') {
      const judged = await workshop.run(order.plan);
      done.set(id, judged);
      const { findings, executed, ms, history } = judged;
      return tell({ kind: 'done', id, findings, executed, ms, history });
    }
    const judged = done.get(id);
    if (!judged) throw new Error(`${id} was not run here`);
    tell({ kind: 'section', id, html: runSection(runReport(judged), judged.evidence.records(), order.notes) });
  } catch (error) {
    tell({ kind: 'failed', id, reason: `${id}: ${(error as Error).stack ?? String(error)}` });
  }
}

port.on('message', (order: Order) => void carryOut(order));
