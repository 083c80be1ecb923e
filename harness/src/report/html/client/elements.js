// @ts-check
/** Small helpers that make elements; all text from servers becomes text nodes, never markup. */

export const root = document.documentElement;
root.classList.add('js');

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{ class?: string, text?: string, [attribute: string]: string | undefined }} [attributes]
 * @param {(Node | undefined)[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (name === 'text') element.textContent = visible(value);
    else element.setAttribute(name, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * Text with what shows nothing and could mislead (controls, what reorders text) replaced by a visible sign.
 * @param {string} text
 */
export const visible = (text) =>
  text.replace(/[^\P{Cc}\t\n]|[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');

/** @param {string} id */
export const byId = (id) => document.getElementById(id);

/**
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
export async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Select the id to copy it';
  }
}
