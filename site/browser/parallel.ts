/** How many pages are open at a time: two cores are kept busy, and pages that wait for the disk do not idle them. */
const TABS = 4;

/** Does something with each item, a few at a time, each in a place of its own; answers in the order of the items. */
export async function inParallel<Item, Place, Result>(
  items: readonly Item[],
  open: () => Promise<{ place: Place; close: () => Promise<void> }>,
  work: (item: Item, place: Place) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    const { place, close } = await open();
    try {
      while (next < items.length) {
        const index = next++;
        results[index] = await work(items[index] as Item, place);
      }
    } finally {
      await close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(TABS, items.length) }, worker));
  return results;
}
