/** What the smallest text, of 13 px, may be made on a narrow screen, in CSS pixels. */
const READABLE = 10;

/** What a page leaves for a drawing on a screen of 360 px, in CSS pixels. */
const PHONE_ROOM = 300;

/** Widths below which drawings are not made smaller, in CSS pixels; a class each, as pages may allow no style in attributes. */
const MINIMA = Array.from({ length: 40 }, (_unused, index) => 320 + index * 40);

/** The class, with a space before, that keeps a drawing of this width readable on a phone; none where it is narrow enough anyway. */
export function minimumClass(width: number): string {
  const least = (width * READABLE) / 13;
  if (least <= PHONE_ROOM) return '';
  return ` seq-${MINIMA.find((minimum) => minimum >= least) ?? MINIMA.at(-1) ?? 0}`;
}

/**
 * Style sheet of the sequence diagrams. Each colour comes from a page's own `--seq-*` property, where it sets one, and
 * otherwise follows the reader's light or dark preference. No font is named: a page's own, or the system's.
 */
export const sequenceStyle = `
.seq{--ink:var(--seq-ink,#1c2430);--soft:var(--seq-soft,#5a6474);--rule:var(--seq-rule,#b9c0cb);--paper:var(--seq-paper,#fff);--tint:var(--seq-tint,#eef1f5);--pass:var(--seq-pass,#1a7446);--fail:var(--seq-fail,#b3261e);--warn:var(--seq-warn,#8a5a00);--wait:var(--seq-wait,#6a4fb3);--idle:var(--seq-idle,#5a6474);--fault:var(--seq-fault,#a0247d);max-width:100%;height:auto;font-family:var(--seq-font,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif)}
@media (prefers-color-scheme:dark){.seq{--ink:var(--seq-ink,#e4e8ee);--soft:var(--seq-soft,#a3adbb);--rule:var(--seq-rule,#4a5361);--paper:var(--seq-paper,#14181e);--tint:var(--seq-tint,#20262e);--pass:var(--seq-pass,#5cc78c);--fail:var(--seq-fail,#ff8a80);--warn:var(--seq-warn,#e6b450);--wait:var(--seq-wait,#b7a3f2);--idle:var(--seq-idle,#a3adbb);--fault:var(--seq-fault,#f09ad2)}}
${MINIMA.map((minimum) => `.seq-${minimum}{min-width:${minimum}px}`).join('')}
.sequence{overflow-x:auto}
@media print{.seq{min-width:0;--ink:#000;--soft:#444;--rule:#999;--paper:#fff;--tint:#eee;--pass:#14603a;--fail:#a11a13;--warn:#6e4800;--wait:#4d3699;--idle:#444;--fault:#861d68}}
.seq text{fill:var(--ink);text-anchor:middle}
.seq .seq-label{font-size:14px;paint-order:stroke;stroke:var(--paper);stroke-width:5px;stroke-linejoin:round}
.seq .seq-act{font-size:14px;font-weight:600;text-anchor:start}
.seq .seq-name{font-size:13px;font-weight:600}
.seq .seq-caption,.seq .seq-number{font-size:13px;fill:var(--soft)}
.seq .seq-aside{text-anchor:start}
.seq .seq-external .seq-caption{fill:var(--wait);font-weight:600}
.seq .seq-band{fill:var(--tint)}
.seq .seq-line{stroke:var(--rule);fill:none;stroke-width:1}
.seq .seq-race{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:2 3}
.seq .seq-hit{fill:transparent}
.seq .seq-arrow{--hue:var(--ink)}
.seq .v-pass{--hue:var(--pass)}
.seq .v-fail{--hue:var(--fail)}
.seq .v-warn{--hue:var(--warn)}
.seq .v-inconclusive{--hue:var(--wait)}
.seq .v-not-reached,.seq .v-not-claimed{--hue:var(--idle)}
.seq .v-harness-fault{--hue:var(--fault)}
.seq .seq-path,.seq .seq-open,.seq .seq-bar{fill:none;stroke:var(--hue);stroke-width:1.75}
.seq .seq-fill{fill:var(--hue)}
.seq .seq-read .seq-path,.seq .seq-note .seq-path{stroke-width:1}
.seq .v-fail .seq-path{stroke-width:3}
.seq .v-warn .seq-path{stroke-dasharray:9 3}
.seq .v-inconclusive .seq-path{stroke-dasharray:5 4}
.seq .v-not-reached .seq-path,.seq .v-not-claimed .seq-path{stroke-dasharray:1.5 4}
.seq .v-harness-fault .seq-path{stroke-dasharray:9 3 2 3}
.seq .seq-shape{fill:var(--paper);stroke:var(--hue);stroke-width:1.5}
.seq .seq-sign{fill:none;stroke:var(--hue);stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.seq .seq-full .seq-shape{fill:var(--hue);stroke:none}
.seq .seq-full .seq-sign{stroke:var(--paper)}
.seq a{cursor:pointer;outline:none;text-decoration:none}
.seq a:hover .seq-hit{fill:var(--tint)}
.seq a:hover .seq-label{stroke:var(--tint)}
.seq a:focus-visible .seq-hit,.seq a.current .seq-hit{fill:var(--tint);stroke:var(--ink);stroke-width:2}
.seq a:focus-visible .seq-label,.seq a.current .seq-label{stroke:var(--tint)}
`.trim();
