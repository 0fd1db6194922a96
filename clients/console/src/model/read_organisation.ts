import { flagAt, numberAt, objectsAt, textAt, textsAt, type Json } from './json';
import type { Authority, Organisation } from './organisation';
import { severities } from './words';

const authorities: readonly Authority[] = ['member', 'coordinator', 'centre', 'opco', 'administrator'];

const authorityAt = (json: Json, key: string): Authority => authorities.find((word) => word === textAt(json, key)) ?? 'member';

const named = (json: Json) => ({ name: textAt(json, 'name'), label: textAt(json, 'label') || textAt(json, 'name') });

// The first one stands for itself, and there is a list where they are several.
function divisionsOf(category: Json): string[] {
  const several = textsAt(category, 'divisions');
  return several.length > 0 ? several : [textAt(category, 'division')].filter((name) => name !== '');
}

// The answer to `organisation`: who the operator is stands on each page, and each list goes on from page to page.
export function readOrganisation(pages: readonly Json[]): Organisation {
  const me = pages[0] ?? {};
  const all = (key: string): Json[] => pages.flatMap((page) => objectsAt(page, key));
  return {
    account: textAt(me, 'account'),
    authority: authorityAt(me, 'authority'),
    roles: textsAt(me, 'roles'),
    unit: flagAt(me, 'unit'),
    team: textAt(me, 'team'),
    division: textAt(me, 'division'),
    cleared: flagAt(me, 'cleared'),
    divisions: all('divisions').map((division) => ({ ...named(division), reads: flagAt(division, 'reads'), commands: flagAt(division, 'commands') })),
    teams: all('teams').map((team) => ({ ...named(team), division: textAt(team, 'division') })),
    roles_known: all('roles_known').map((role) => ({ ...named(role), authority: authorityAt(role, 'authority'), division: textAt(role, 'division') })),
    categories: all('categories').map((category) => ({
      name: textAt(category, 'name'),
      label_nl: textAt(category, 'label_nl'),
      label_en: textAt(category, 'label_en'),
      divisions: flagAt(category, 'own_division') ? [] : divisionsOf(category),
      escalates: flagAt(category, 'escalates'),
      severity: severities.find((word) => word === textAt(category, 'severity')) ?? 'minor',
      priority: numberAt(category, 'priority') ?? 5,
      questions: objectsAt(category, 'questions').map((question) => ({
        name: textAt(question, 'name'),
        label_nl: textAt(question, 'label_nl') || textAt(question, 'name'),
        label_en: textAt(question, 'label_en') || textAt(question, 'name'),
        answers: textsAt(question, 'answers'),
      })),
    })),
    policies: pages.flatMap((page) => textsAt(page, 'policies')),
    posts: all('posts').map((post) => ({ account: textAt(post, 'account'), roles: textsAt(post, 'roles') })),
  };
}
