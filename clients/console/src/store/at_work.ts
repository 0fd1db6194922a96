// Whether a unit is at work on an incident: by name, by its team, or by its own word.
import type { Alert, Unit } from '../model/messages';

export function isAtWork(unit: Unit, alert: Alert): boolean {
  return unit.incident === alert.incident || alert.teams.includes(unit.team) || alert.units.some((one) => one.unit === unit.unit && one.state !== 'left');
}
