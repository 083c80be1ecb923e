// @ts-check
/** What the document holds compressed. */

/**
 * The JSON in a packed script: base64 of gzip.
 * @param {Element | null} held
 * @returns {Promise<any>} undefined where nothing is packed
 */
export async function unpack(held) {
  const packed = held?.textContent;
  if (!packed) return undefined;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}
