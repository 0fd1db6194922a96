import { flagAt, numberAt, objectsAt, textAt, textsAt, type Json } from './json';
import type { Authority, Organisation } from './organisation';
import { severities } from './words';

const authorities: readonly Authority[] = ['none', 'member', 'coordinator', 'centre', 'opco', 'administrator'];

const authorityAt = (json: Json, key: string): Authority => authorities.find((word) => word === textAt(json, key)) ?? 'none';

const named = (json: Json) => ({ name: textAt(json, 'name'), label: textAt(json, 'label') || textAt(json, 'name') });

// The answer to `organisation`; `categories` of all its pages.
export function readOrganisation(json: Json, categories: readonly Json[]): Organisation {
  return {
    account: textAt(json, 'account'),
    authority: authorityAt(json, 'authority'),
    roles: textsAt(json, 'roles'),
    unit: flagAt(json, 'unit'),
    team: textAt(json, 'team'),
    division: textAt(json, 'division'),
    cleared: flagAt(json, 'cleared'),
    divisions: objectsAt(json, 'divisions').map((division) => ({ ...named(division), reads: flagAt(division, 'reads'), commands: flagAt(division, 'commands') })),
    teams: objectsAt(json, 'teams').map((team) => ({ ...named(team), division: textAt(team, 'division') })),
    roles_known: objectsAt(json, 'roles_known').map((role) => ({ ...named(role), authority: authorityAt(role, 'authority'), division: textAt(role, 'division') })),
    categories: categories.map((category) => ({
      name: textAt(category, 'name'),
      label_nl: textAt(category, 'label_nl'),
      label_en: textAt(category, 'label_en'),
      division: textAt(category, 'division'),
      severity: severities.find((word) => word === textAt(category, 'severity')) ?? 'minor',
      priority: numberAt(category, 'priority') ?? 5,
      questions: objectsAt(category, 'questions').map((question) => ({
        name: textAt(question, 'name'),
        label_nl: textAt(question, 'label_nl') || textAt(question, 'name'),
        label_en: textAt(question, 'label_en') || textAt(question, 'name'),
        answers: textsAt(question, 'answers'),
      })),
    })),
    policies: textsAt(json, 'policies'),
    posts: objectsAt(json, 'posts').map((post) => ({ account: textAt(post, 'account'), roles: textsAt(post, 'roles') })),
  };
}
