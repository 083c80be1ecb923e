import type { sushiImport } from 'fsh-sushi';
import { remember } from './remembering-db.js';

type Tank = InstanceType<typeof sushiImport.FSHTank>;

/**
 * Lets a tank of FSH remember its answers. SUSHI asks it for the same few names tens of thousands of times while it exports, and looks
 * through everything each time. Only for a tank that changes no more: its rule sets have been inserted.
 */
export function rememberTank(tank: Tank): void {
  const one = new Map<string, ReturnType<Tank['fish']>>();
  const all = new Map<string, ReturnType<Tank['fishAll']>>();
  const { fish, fishAll } = tank;
  tank.fish = (item, ...types) => remember(one, `${item} ${types.join()}`, () => fish.call(tank, item, ...types));
  tank.fishAll = (item, ...types) => [
    ...remember(all, `${item} ${types.join()}`, () => fishAll.call(tank, item, ...types)),
  ];
}
