import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { TASK_TRANSITIONS, type Transition } from '../guide/task-state-machine.js';
import { FROM_EVERYWHERE, layoutStates } from './state-machine-layout.js';
import { stateMachineSvg } from './state-machine-svg.js';

const move = (from: Transition['from'], to: Transition['to'], more: Partial<Transition> = {}): Transition => ({
  from,
  to,
  by: ['owner'],
  source: 'R4',
  why: 'So it is.',
  ...more,
});

describe('the drawing of the Task state machine', () => {
  const document = new JSDOM(stateMachineSvg()).window.document;

  it('has every status, and every move once', () => {
    const drawn = TASK_TRANSITIONS.filter(({ to }) => to !== FROM_EVERYWHERE);
    const names = [...document.querySelectorAll('.st-name')].map((each) => each.textContent);
    expect(names.sort()).toEqual([...new Set(drawn.flatMap(({ from, to }) => [from, to]))].sort());
    const told = [...document.querySelectorAll('g > title')].map((each) => each.textContent.split(',')[0]);
    expect(told.sort()).toEqual(drawn.map(({ from, to }) => `${from} to ${to}`).sort());
  });

  it('tells moves of the guide by a dashed line, and movers by their mark', () => {
    const drawn = TASK_TRANSITIONS.filter(({ to }) => to !== FROM_EVERYWHERE);
    expect(document.querySelectorAll('g > title ~ .st-own')).toHaveLength(
      drawn.filter(({ source }) => source === 'guide').length,
    );
    expect(document.querySelectorAll('g > title ~ .st-requester')).toHaveLength(
      drawn.filter(({ by }) => by.includes('requester')).length,
    );
  });

  it('is told in words to those who do not see it, and fits a phone', () => {
    expect(document.querySelector('desc')?.textContent).toContain('From draft to requested (requester), cancelled');
    expect(Number(document.querySelector('svg')?.getAttribute('width'))).toBeLessThanOrEqual(328);
  });

  it('says no word of a move as markup', () => {
    expect(stateMachineSvg([move('draft', 'requested', { why: '<script>' })])).toContain('&lt;script&gt;');
  });
});

it('arcs that share a row stand in lanes of their own', () => {
  const { lines, arcLanes } = layoutStates([
    move('draft', 'requested'),
    move('requested', 'received'),
    move('received', 'accepted'),
    move('accepted', 'completed'),
    move('draft', 'received'),
    move('draft', 'accepted'),
  ]);
  expect(lines.filter(({ shape }) => shape === 'arc').map(({ lane }) => lane)).toEqual([0, 1]);
  expect(arcLanes).toBe(2);
  expect(lines.filter(({ shape }) => shape === 'end')).toEqual([expect.objectContaining({ lane: 0, from: 3, to: 4 })]);
});
