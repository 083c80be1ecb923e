import { reveal, startCopy } from './copy.js';
import { startFilters } from './filters.js';
import { startSearch } from './search.js';
import { startExchanges, startTheme } from './switches.js';
import { startTabs } from './tabs.js';
import { startTrees } from './trees.js';

startTheme();
startTabs();
startTrees();
startExchanges();
startFilters();
startCopy();
startSearch();
reveal();
window.addEventListener('hashchange', reveal);
