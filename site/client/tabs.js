import { all, make, remember, remembered } from './elements.js';

/** Sections that stand for views of one thing become tabs; without scripts they follow one another. */
export function startTabs() {
  for (const group of all('[data-tabs]')) {
    const panels = all(':scope > .tab', group);
    if (panels.length < 2) continue;
    const list = make('div', { role: 'tablist', class: 'tablist', 'aria-label': 'Views' });
    const tabs = panels.map((panel) => tabFor(panel, panels));
    list.append(...tabs);
    list.addEventListener('keydown', (event) => walk(event, tabs));
    group.prepend(list);
    group.classList.add('tabbed');
    const last = remembered(`cow-tab-${group.dataset.tabs}`);
    const chosen = panels.find((panel) => panel.id === last) ?? panels[0];
    if (chosen) choose(chosen, panels);
  }
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement[]} panels
 */
function tabFor(panel, panels) {
  const attributes = { role: 'tab', type: 'button', id: `${panel.id}-tab`, 'aria-controls': panel.id };
  const tab = make('button', attributes, panel.dataset.tab ?? panel.id);
  panel.setAttribute('role', 'tabpanel');
  panel.setAttribute('aria-labelledby', tab.id);
  tab.addEventListener('click', () => {
    choose(panel, panels);
    remember(`cow-tab-${panel.parentElement?.dataset.tabs}`, panel.id);
  });
  return tab;
}

/**
 * @param {HTMLElement} chosen
 * @param {HTMLElement[]} panels
 */
function choose(chosen, panels) {
  for (const panel of panels) {
    const on = panel === chosen;
    panel.hidden = !on;
    const tab = document.getElementById(`${panel.id}-tab`);
    tab?.setAttribute('aria-selected', String(on));
    tab?.setAttribute('tabindex', on ? '0' : '-1');
  }
}

/** Arrow keys walk along the tabs, as ARIA's pattern for tabs has it.
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} tabs
 */
function walk(event, tabs) {
  const at = tabs.findIndex((tab) => tab === document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  tab?.click();
  tab?.focus();
}
