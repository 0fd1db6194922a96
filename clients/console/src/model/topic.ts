// Topics below the root, as docs/formats/topics.md has them.
export type Topic =
  | { kind: 'receipt' }
  | { kind: 'result' }
  | { kind: 'notice'; incident: string }
  | { kind: 'instruction'; instruction: string }
  | { kind: 'alert'; incident: string; division: string; covert: boolean }
  | { kind: 'board'; covert: boolean }
  | { kind: 'summary'; covert: boolean }
  | { kind: 'team_board'; covert: boolean }
  | { kind: 'briefing'; division: string; date: string; covert: boolean }
  | { kind: 'hub_status'; node: string };

function ofDivision(levels: readonly string[], covert: boolean): Topic | undefined {
  const [division = '', kind, third = '', fourth, fifth = ''] = levels;
  switch (kind) {
    case 'alert':
      return { kind: 'alert', incident: third, division, covert };
    case 'instruction':
      return { kind: 'instruction', instruction: third };
    case 'team':
      return fourth === 'instruction' ? { kind: 'instruction', instruction: fifth } : undefined;
    case 'briefing':
      return { kind: 'briefing', division, date: third, covert };
    case 'board':
      if (levels.length === 2) return { kind: 'board', covert };
      return levels.length === 3 ? { kind: 'summary', covert } : { kind: 'team_board', covert };
    default:
      return undefined;
  }
}

// undefined = of no use to the page.
export function readTopic(root: string, topic: string): Topic | undefined {
  if (!topic.startsWith(`${root}/`)) return undefined;
  const levels = topic.slice(root.length + 1).split('/');
  const [first, second = '', third, fourth = ''] = levels;
  switch (first) {
    case 'down':
      if (third === 'receipt' || third === 'result') return { kind: third };
      if (third === 'notice') return { kind: 'notice', incident: fourth };
      return third === 'instruction' ? { kind: 'instruction', instruction: fourth } : undefined;
    case 'hub':
      return third === 'status' ? { kind: 'hub_status', node: second } : undefined;
    case 'covert':
      return ofDivision(levels.slice(1), true);
    default:
      return ofDivision(levels, false);
  }
}

// What an account subscribes to at once, and when it knows which divisions it may read.
export function ownTopics(root: string, account: string): string[] {
  return [`${root}/down/${account}/#`, `${root}/hub/+/status`];
}

export function divisionTopics(root: string, divisions: readonly string[], cleared: boolean): string[] {
  const below = ['alert/+', 'instruction/+', 'team/+/instruction/+', 'board', 'board/full', 'board/full/+', 'briefing/+'];
  return divisions.flatMap((division) =>
    [division, ...(cleared ? [`covert/${division}`] : [])].flatMap((name) => below.map((rest) => `${root}/${name}/${rest}`)),
  );
}
