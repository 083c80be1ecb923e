import type { InstanceKey } from '../guide/resource.js';
import type { Plan } from '../plan/plan.js';

/** File name of a flow's page in input/pages, e.g. `flow-simple-lab-order.md`. */
export function pageFile(flow: string): string {
  return `flow-${flow}.md`;
}

/** The page of a flow as links name it, e.g. `flow-simple-lab-order.html`. */
export function pageHtml(flow: string): string {
  return `flow-${flow}.html`;
}

/** Id of an act's heading on its flow's page: the act's own id, told apart from the ids that sections get. */
export function actAnchor(act: string): string {
  return `act-${act}`;
}

/** Id of the heading of a branch on its flow's page. The way that the page tells first has no heading of its own. */
export function wayAnchor(branch = 'main'): string {
  return `way-${branch.replace(/\./g, '-')}`;
}

/** Name of the include that shows a run's diagram: `flow-simple-lab-order.messaging.svg`, with `.branch` after the flow's id. */
export function diagramFile({ flow, branch, exchange }: Pick<Plan, 'flow' | 'branch' | 'exchange'>): string {
  return `flow-${[flow, ...(branch === undefined ? [] : [branch]), exchange].join('.')}.svg`;
}

/** The page that shows an artifact of the guide: `Task/x` is on `Task-x.html`. */
export function artifactHtml(key: InstanceKey): string {
  return `${key.replace('/', '-')}.html`;
}
