/** Who comes next, told from what waits and what is in work. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRunnable, type Scheduled } from './schedule.ts';

type Named = Scheduled & { readonly name: string };

function task(name: string, operation: Scheduled['operation'], rest: Partial<Scheduled> = {}): Named {
  return { name, operation, options: {}, strikes: 0, ...rest };
}

const render = (name: string, options: Scheduled['options'] = {}) => task(name, 'render', { options });
const picture = (name: string) => task(name, 'picture');
const look = (name: string) => task(name, 'probe');

function next(queue: readonly Named[], active: readonly Named[], rendersLeft = 100): string | undefined {
  return nextRunnable(queue, active, { slots: 3, rendersLeft })?.name;
}

describe('the next request', () => {
  it('is the first that fits', () => {
    expect(next([render('a'), render('b')], [])).toBe('a');
    expect(next([render('a')], [render('1'), render('2'), render('3')])).toBeUndefined();
    expect(next([render('a'), look('b')], [render('1'), render('2'), render('3')])).toBe('b');
    expect(next([look('a')], [look('1'), look('2')])).toBeUndefined();
  });

  it('is never a render when the process is about to be replaced', () => {
    expect(next([render('a')], [], 0)).toBeUndefined();
    expect(next([render('a'), picture('b')], [], 0)).toBe('b');
  });

  it('waits for megapixels, unless it would be alone', () => {
    const large = render('large', { megapixels: 200 });
    expect(next([large], [])).toBe('large');
    expect(next([large], [render('1', { megapixels: 1 })])).toBeUndefined();
    const small = render('small', { megapixels: 100 });
    expect(next([large, small], [render('1', { megapixels: 50 })])).toBe('small');
  });

  it('is what somebody waits for, before anything of a batch, even if smaller ones would fit', () => {
    const preview = render('preview', { megapixels: 120, priority: 'interactive' });
    expect(next([render('a'), render('b'), preview], [])).toBe('preview');
    expect(
      next([render('a', { megapixels: 1 }), preview], [render('1', { megapixels: 60 })]),
    ).toBeUndefined();
  });

  it('is one picture beside renders, two without', () => {
    expect(next([picture('a')], [render('1'), render('2'), render('3')])).toBe('a');
    expect(next([picture('b')], [render('1'), picture('a')])).toBeUndefined();
    expect(next([picture('b')], [picture('a')])).toBe('b');
    expect(next([picture('c')], [picture('a'), picture('b')])).toBeUndefined();
  });

  it('is a render or a look although hundreds of pictures wait', () => {
    const grid = Array.from({ length: 300 }, (_, at) => picture(`${at}`));
    expect(next([...grid, render('a')], [picture('x'), picture('y')])).toBe('a');
    expect(next([...grid, look('a')], [picture('x'), picture('y')])).toBe('a');
  });

  it('is a suspect, alone', () => {
    const suspect = task('suspect', 'render', { strikes: 2 });
    expect(next([render('a'), suspect], [])).toBe('suspect');
    expect(next([render('a'), suspect], [render('1')])).toBeUndefined();
    expect(next([render('a')], [suspect])).toBeUndefined();
  });

  it('leaves nobody waiting for ever, in whatever order they end', () => {
    const anyTask = fc.record({
      operation: fc.constantFrom<Scheduled['operation'][]>('render', 'picture', 'probe', 'measure'),
      options: fc.oneof(
        fc.record({ megapixels: fc.integer({ min: 0, max: 400 }) }),
        fc.record({
          megapixels: fc.integer({ min: 0, max: 400 }),
          priority: fc.constant('interactive' as const),
        }),
      ),
      strikes: fc.constantFrom(0, 0, 0, 2),
    });
    fc.assert(
      fc.property(
        fc.array(anyTask, { maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        (tasks, ends) => {
          let queue: readonly Scheduled[] = tasks;
          let active: Scheduled[] = [];
          const capacity = { slots: 3, rendersLeft: 100 };
          for (let step = 0; queue.length + active.length > 0; step += 1) {
            for (;;) {
              const begun = nextRunnable(queue, active, capacity);
              if (begun === undefined) break;
              queue = queue.filter((waiting) => waiting !== begun);
              active.push(begun);
            }
            expect(active.length).toBeGreaterThan(0);
            expect(active.length).toBeLessThanOrEqual(capacity.slots + 2 + 2);
            const ended = active[(ends[step] ?? 0) % active.length];
            active = active.filter((running) => running !== ended);
          }
        },
      ),
    );
  });
});
