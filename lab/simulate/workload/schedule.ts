import { Agenda } from '../engine/agenda';
import { HOUR, MINUTE } from '../model';
import { Random } from '../random';
import { Composition } from './composition';
import { exited } from './outcomes';
import { Scenario, scenarios } from './scenarios';
import { Submissions } from './submissions';

export interface Schedule {
  readonly composition: Composition;
  readonly agenda: Agenda;
  readonly submissions: Submissions;
  readonly random: Random;
  readonly start: number;
  /** How many times longer the day's work takes than usually, which is less than a day. */
  readonly stretch: number;
}

const ARRAY_DEFINITIONS = ['frame-render', 'db-export', 'variant-call', 'frame-render', 'align-reads', 'variant-call'];
const PIPELINES = [
  ['db-export', 'import-feed', 'nightly-report'],
  ['import-feed', 'thumbnail', 'encode'],
  ['db-export', 'db-export', 'thumbnail'],
];
const ORDINARY = [
  'db-export',
  'db-export',
  'db-export',
  'train-step',
  'train-step',
  'train-step',
  'import-feed',
  'import-feed',
  'thumbnail',
  'thumbnail',
  'encode',
  'denoise',
  'denoise',
  'nightly-report',
];

/** Instants are whole milliseconds. */
const stretched = (stretch: number, milliseconds: number): number => Math.round(stretch * milliseconds);

/** Puts everything that will be submitted on the agenda. */
export function scheduleWorkload(schedule: Schedule): void {
  scheduleArrays(schedule);
  scheduleMultiNode(schedule);
  scheduleScripted(schedule);
  schedulePipelines(schedule);
  scheduleOrdinary(schedule);
}

/** People submit in the working day; the largest array comes in the morning. */
function scheduleArrays({ composition, agenda, submissions, random, start, stretch }: Schedule): void {
  for (const [index, { size, order, failing }] of composition.arrays.entries()) {
    const at = start + stretched(stretch, (index === 0 ? 8 * HOUR : random.integer(1, 16) * HOUR) + random.milliseconds(0, 40 * 60));
    const definition = ARRAY_DEFINITIONS[index % ARRAY_DEFINITIONS.length];
    agenda.at(at, () => {
      if (order === 'n-to-n') submissions.array('variant-call', size, { after: submissions.array('align-reads', size, { failing }) });
      else submissions.array(definition, size, { sequential: order === 'sequential', failing });
    });
  }
}

function scheduleMultiNode({ composition, agenda, submissions, random, start, stretch }: Schedule): void {
  for (const [index, nodes] of composition.multiNode.entries()) {
    const failures = [[], [0], [1], [0, 0]][index % 8] ?? [];
    const at = start + stretched(stretch, random.integer(2, 15) * HOUR + random.milliseconds(0, 3000));
    agenda.at(at, () => submissions.nodes('flow-solver', nodes, failures));
  }
}

function scheduleScripted({ composition, agenda, submissions, random, start, stretch }: Schedule): void {
  let scripts: Scenario[] = [];
  for (let count = 0; count < composition.scripted; count++) {
    if (scripts.length === 0) scripts = scenarios(random);
    const scenario = scripts[0];
    scripts = scripts.slice(1);
    const at =
      scenario.hoursBefore === undefined
        ? start + stretched(stretch, HOUR / 2 + random.milliseconds(0, 15 * 3600))
        : start - scenario.hoursBefore * HOUR + random.milliseconds(0, 600);
    agenda.at(at, () => submissions.single(scenario.definition, scenario));
  }
}

/** Every hour a scheduler starts its pipelines. The first step of the first one fails. */
function schedulePipelines({ composition, agenda, submissions, random, start, stretch }: Schedule): void {
  for (const [index] of composition.pipelines.entries()) {
    const at = start + stretched(stretch, (index % 20) * HOUR + random.milliseconds(0, 90));
    if (index % 15 === 0) {
      const failing = { attempts: [{ kind: 'run', seconds: 30, outcome: exited(1) }] } as const;
      agenda.at(at, () => submissions.pipeline(['nightly-report', 'encode', 'thumbnail'], [failing]));
    } else {
      agenda.at(at, () => submissions.pipeline(PIPELINES[index % PIPELINES.length]));
    }
  }
}

/** Bursts of jobs of the same kind. */
function scheduleOrdinary({ composition, agenda, submissions, random, start, stretch }: Schedule): void {
  for (let left = composition.ordinary; left > 0;) {
    const burst = Math.min(left, random.integer(1, 12));
    const definition = random.pick(ORDINARY);
    const at = start + stretched(stretch, random.milliseconds(0, 18 * 3600));
    for (let count = 0; count < burst; count++) agenda.at(at + random.milliseconds(0, MINUTE / 1000), () => submissions.single(definition));
    left -= burst;
  }
}
