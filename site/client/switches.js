import { all, make, remember, remembered } from './elements.js';

/** Light or dark, as the reader likes; the choice is kept. */
export function startTheme() {
  const button = document.getElementById('site.theme');
  const dark = () =>
    (document.documentElement.dataset.theme ??
      (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const show = () => button?.setAttribute('aria-pressed', String(dark()));
  button?.addEventListener('click', () => {
    const theme = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    remember('cow-theme', theme);
    show();
  });
  show();
}

/**
 * The exchanges of a flow, which are folded one below the other, become a row of buttons of which one is pressed. The choice
 * is kept, as a reader who connects in one way wants to see that way on every page.
 */
export function startExchanges() {
  const names = new Set(all('details.exchange').map((each) => each.getAttribute('name') ?? ''));
  for (const name of names) {
    const parts = all(`details.exchange[name="${name}"]`);
    const first = parts[0];
    if (!first || parts.length < 2) continue;
    const row = make('div', { class: 'switch', role: 'group', 'aria-label': 'Exchange' });
    const buttons = parts.map((part) => exchangeButton(part, name));
    row.append(...buttons);
    first.before(row);
    parts.forEach((part) => part.classList.add('switched'));
    const wanted = remembered('cow-exchange');
    const chosen = parts.find((part) => exchangeOf(part, name) === wanted) ?? first;
    press(chosen, name);
  }
}

/**
 * @param {HTMLElement} part
 * @param {string} name
 */
function exchangeButton(part, name) {
  const title = part.querySelector('summary')?.textContent ?? part.id;
  const button = make(
    'button',
    { type: 'button', 'data-exchange': exchangeOf(part, name), 'aria-pressed': 'false' },
    title,
  );
  button.addEventListener('click', () => {
    remember('cow-exchange', exchangeOf(part, name));
    press(part, name);
  });
  return button;
}

/**
 * @param {HTMLElement} part
 * @param {string} name
 */
function exchangeOf(part, name) {
  return part.id.slice(name.length + 1);
}

/** Opens one exchange of a group and closes the others.
 * @param {HTMLElement} chosen
 * @param {string} name
 */
function press(chosen, name) {
  for (const part of all(`details.exchange[name="${name}"]`)) {
    if (part instanceof HTMLDetailsElement) part.open = part === chosen;
  }
  const row = all(`details.exchange[name="${name}"]`)[0]?.previousElementSibling;
  for (const button of all('button', row ?? undefined)) {
    button.setAttribute('aria-pressed', String(button.dataset.exchange === exchangeOf(chosen, name)));
  }
}
