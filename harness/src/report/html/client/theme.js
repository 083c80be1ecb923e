// @ts-check
/** Light and dark: as the system has it, or as chosen. */

import { byId, root } from './elements.js';

/** The themes in the order in which the button goes through them, with the button's text. */
export const THEMES = { system: 'Auto', light: 'Light', dark: 'Dark' };

/** @param {string} theme */
export function setTheme(theme) {
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  const button = byId('theme');
  if (button) {
    button.textContent = theme === 'light' || theme === 'dark' ? THEMES[theme] : THEMES.system;
    button.setAttribute('aria-label', `Colours: ${button.textContent}. Change`);
  }
  try {
    localStorage.setItem('cow-theme', theme);
  } catch {
    // Storage may be forbidden for files: the choice then lasts as long as the page.
  }
}

/** @returns {string} */
export function storedTheme() {
  try {
    const stored = localStorage.getItem('cow-theme') ?? '';
    return stored in THEMES ? stored : 'system';
  } catch {
    return 'system';
  }
}

setTheme(storedTheme());
