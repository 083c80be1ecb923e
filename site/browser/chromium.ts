import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** No Chromium was found; the message says how to get one. */
export class NoChromium extends Error {}

/** Where Debian and others put it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium', '/usr/bin/google-chrome'];

/** Chromium does what the pages ask and nothing else: no updates, no requests of its own. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the Chromium to use: what the variable CHROMIUM names, or the first that is installed. Throws {@link NoChromium}. */
export function findChromium(named = process.env.CHROMIUM): string {
  const found = (named ? [named] : PLACES).find((file) => existsSync(file));
  if (found) return found;
  throw new NoChromium(
    `${named ? `CHROMIUM names ${named}, which is not there` : 'Chromium is not here'}: install it (Debian: apt-get install chromium) or give its path in the variable CHROMIUM.`,
  );
}

/** A browser without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
}
