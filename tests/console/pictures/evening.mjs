// A small evening in Rotterdam, told to a real hub: invented calls to the units of the shipped organisation.
//
// What happened earlier that evening was told to a hub whose wall clock stood there (tests/fault/jumping_clock.cpp): ages are what they would be.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { Centre, source } from '../centre.mjs';

const minute = 60_000; // ms
const bin = process.env.PARAAT_BIN ?? join(source, 'build/bin');

// By how much the clocks of the story are ahead of this machine's: it is told at half past ten in the evening.
function aheadOfUs() {
  const [hours, minutes] = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: 'numeric', minute: 'numeric' }).format().split(':').map(Number);
  return ((22 - hours) * 60 + 30 - minutes) * minute;
}

export class Evening extends Centre {
  constructor() {
    super({ access: 'open' }); // one machine speaks for all units
    this.ahead = aheadOfUs();
    this.clock = join(this.folder, 'clock');
    this.incidents = {};
    this.set(this.ahead);
  }

  environment() {
    return { ...super.environment(), LD_PRELOAD: join(bin, 'libparaat-faults.so'), FAULT_CLOCK_FILE: this.clock };
  }

  set(ahead) {
    const file = openSync(this.clock, 'w');
    writeSync(file, new BigInt64Array([BigInt(ahead) * 1_000_000n]));
    closeSync(file);
  }

  now() {
    return Date.now() + this.ahead;
  }

  // So long before the picture: a hub starts with the wall clock, and slews later jumps.
  async ago(minutes, happens) {
    await this.hangUp();
    if (this.hub !== undefined) await this.kill('SIGTERM');
    this.set(this.ahead - minutes * minute);
    await this.start();
    await happens();
  }

  async report(name, account, fields) {
    this.incidents[name] = await (await this.device(account)).report(fields);
  }

  async does(account, kind, fields) {
    return (await this.device(account)).does(kind, fields);
  }

  async acknowledges(account, ...names) {
    for (const name of names) await this.does(account, 'ack', { incident: this.incidents[name], answer: 'acknowledged' });
  }

  async commands(account, name, fields) {
    await this.does(account, 'command', { incident: this.incidents[name], ...fields });
  }

  // On the street, with whom and where.
  async units() {
    const where = [
      ['radio-1', 'available', 51.9226, 4.4706], ['radio-2', 'on_scene', 51.9247, 4.4693], ['radio-3', 'available', 51.9139, 4.4478], ['radio-4', 'returning', 51.9182, 4.4555], ['radio-5', 'busy', 51.9335, 4.5062],
      ['radio-7', 'available', 51.9017, 4.4989], ['radio-8', 'available', 51.9086, 4.4925], ['radio-9', 'returning', 51.8847, 4.4875], ['radio-10', 'on_scene', 51.9213, 4.4327], ['radio-11', 'unavailable', 51.8952, 4.5312], ['radio-12', 'en_route', 51.9195, 4.4881],
    ];
    for (const [unit, status, lat, lon] of where) await this.does(unit, 'status', { status, lat, lon, accuracy_m: 12 });
    for (const [unit, , lat, lon] of where) await (await this.device(unit)).say('beacon', { sent_at: this.now(), lat, lon, accuracy_m: 12, battery_pct: 78 });
  }

  // All but what is happening right now.
  async tell() {
    await this.ago(96, async () => {
      for (const console of ['console-1', 'console-2']) await this.does(console, 'command', { do: 'shift_start' });
      await this.report('noise', 'radio-3', { category: 'noise_nuisance', area: 'Nieuwe Westen', text: 'harde muziek uit een bovenwoning', lat: 51.9155, lon: 4.4421 });
      await this.report('shelter', 'radio-5', { category: 'vandalism', area: 'Kralingen-West', text: 'ruiten van een bushokje ingeslagen', lat: 51.9261, lon: 4.5051 });
      await this.acknowledges('console-2', 'noise', 'shelter');
      await this.commands('console-1', 'shelter', { do: 'shelve', until_ms: this.now() + 90 * minute, text: 'glaszetter komt om 23:45' });
    });
    await this.ago(41, async () => {
      await this.report('dealing', 'radio-10', { category: 'drug_dealing', area: 'Spangen', text: 'overdracht bij portiek, twee scooters', lat: 51.9212, lon: 4.4324 });
      await this.acknowledges('radio-10', 'dealing');
      await this.commands('console-1', 'dealing', { do: 'assign', division: 'dvo', team: 'it-ondermijning' });
      await this.commands('console-1', 'dealing', { do: 'assign', division: 'dvo', unit: 'radio-10' });
      await this.does('radio-10', 'status', { status: 'on_scene', incident: this.incidents.dealing });
      await this.report('youths', 'radio-1', { category: 'youth_nuisance', area: 'Oude Noorden', text: 'groep van vijftien blokkeert het trottoir', persons: 15, lat: 51.9305, lon: 4.4787 });
      await this.acknowledges('console-1', 'youths');
    });
    await this.ago(18, async () => {
      await this.report('confused', 'radio-2', { category: 'disturbed_person', area: 'Stationskwartier', text: 'man loopt tussen de trams', lat: 51.9248, lon: 4.4695 });
      await this.acknowledges('console-1', 'confused');
      await this.commands('console-1', 'confused', { do: 'assign', division: 'dvl', unit: 'radio-2' });
      await this.does('radio-2', 'status', { status: 'on_scene', incident: this.incidents.confused });
      await this.report('robbery', 'radio-9', { category: 'robbery', area: 'Zuidplein', text: 'tas geroofd bij de metro, dader weg op fatbike', lat: 51.8868, lon: 4.4885 });
      await this.acknowledges('coord-ondermijning-1', 'robbery');
    });
    await this.ago(4, async () => {
      await this.commands('console-1', 'youths', { do: 'claim' });
      await this.report('fight', 'radio-12', { category: 'assault', area: 'Stadsdriehoek', text: 'vechtpartij voor een café, vijf man', persons: 5, lat: 51.9206, lon: 4.4846 });
      await this.acknowledges('console-2', 'fight');
      await this.commands('console-2', 'fight', { do: 'claim' });
      await this.commands('console-2', 'fight', { do: 'assign', division: 'dvo', unit: 'radio-12' });
      await this.does('radio-12', 'status', { status: 'en_route', incident: this.incidents.fight });
    });
    await this.ago(1.2, async () => {
      await this.report('fireworks', 'radio-3', { category: 'fireworks_nuisance', area: 'Delfshaven', text: 'zwaar vuurwerk naar een tram gegooid', lat: 51.9094, lon: 4.4497 });
    });
    await this.ago(0, () => this.units());
  }

  // Right now; two saw it. Nobody has taken it yet.
  async shooting() {
    const seen = { category: 'shooting', severity: 'extreme', area: 'Afrikaanderwijk' };
    await this.report('shooting', 'radio-7', { ...seen, text: 'drie schoten gehoord, twee personen rennen naar de Maashaven', lat: 51.9009, lon: 4.5003 });
    await this.report('shooting', 'radio-9', { ...seen, text: 'omstander meldt een man met een vuurwapen', lat: 51.9011, lon: 4.5007 });
    await this.does('coord-ondermijning-1', 'instruct', { to: 'unit/radio-8', incident: this.incidents.shooting, text: 'Rijd naar de Maashaven, blijf op afstand en kijk uit naar twee personen te voet', priority: 1, respond_by: this.now() + 3 * minute });
  }
}
