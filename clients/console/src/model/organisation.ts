// Who the operator is and what there is, as the query `organisation` says it.
import type { Severity } from './words';

export type Authority = 'member' | 'coordinator' | 'centre' | 'opco' | 'administrator';

export interface Named {
  name: string;
  label: string;
}

export interface DivisionEntry extends Named {
  reads: boolean;
  commands: boolean;
}

export interface TeamEntry extends Named {
  division: string;
}

export interface RoleEntry extends Named {
  authority: Authority;
  division?: string;
}

export interface QuestionEntry {
  name: string;
  label_nl: string;
  label_en: string;
  answers: readonly string[];
}

export interface CategoryEntry {
  name: string;
  label_nl: string;
  label_en: string;
  divisions: readonly string[]; // where it goes; empty = to that of the unit that reports
  escalates: boolean; // it calls people by itself
  severity: Severity;
  priority: number;
  questions: readonly QuestionEntry[];
}

export interface Post {
  account: string;
  roles: readonly string[];
}

export interface Organisation {
  account: string;
  authority: Authority;
  roles: readonly string[];
  unit: boolean;
  team: string;
  division: string;
  cleared: boolean;
  divisions: readonly DivisionEntry[];
  teams: readonly TeamEntry[];
  roles_known: readonly RoleEntry[];
  categories: readonly CategoryEntry[];
  policies: readonly string[];
  posts: readonly Post[];
}
