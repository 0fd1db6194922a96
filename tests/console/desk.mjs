// What each file of tests begins with: a centre, a browser, a radio.
import { after, before } from 'node:test';

import { Centre, openBrowser } from './centre.mjs';

export const desk = {};

export function openDesk(settings = {}, ...flags) {
  before(async () => {
    desk.centre = await new Centre(settings).start();
    desk.browser = await openBrowser(...flags);
    desk.radio = await desk.centre.device('radio-7');
  });
  after(async () => {
    await desk.browser?.close();
    await desk.centre?.stop();
  });
}

// Far from each other, so that none joins another.
let places = 0;
export const somewhere = () => ({ lat: 51.5 + 0.01 * ++places, lon: 4.5 });
export const shooting = (more = {}) => ({ category: 'shooting', severity: 'extreme', text: 'schoten gehoord', ...somewhere(), ...more });
export const vandalism = (more = {}) => ({ category: 'vandalism', text: 'ruit kapot', ...somewhere(), ...more });

export const press = (where, name) => where.getByRole('button', { name, exact: true }).click();
