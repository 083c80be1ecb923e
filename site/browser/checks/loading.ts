import { count, type Check } from '../check.js';

/** Every page, as the crawl saw it. */
export const loading: Check = {
  id: 'load',
  title: 'Pages load without errors in the console, failed requests or requests to elsewhere',
  run: async ({ loaded }) => ({
    looked: count((await loaded()).length, 'page'),
    faults: (await loaded()).flatMap(({ file, problems }) => problems.map((problem) => `${file}: ${problem}`)),
  }),
};

/** Every page on a phone, with all that is folded open. */
export const width: Check = {
  id: 'width',
  title: 'No page scrolls sideways at 360 px',
  run: async ({ loaded }) => ({
    looked: count((await loaded()).length, 'page'),
    faults: (await loaded()).flatMap(({ file, overflow }) => (overflow ? [`${file}: ${overflow}`] : [])),
  }),
};
