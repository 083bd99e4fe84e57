// All rules, as the program, their pages and the measurements have them: the data of the rules' pages.
import { hintsOf } from '../../lib/hints.js';
import { rules } from '../../lib/perfhint.js';
import { readPage } from '../../lib/rule_pages.js';

export default function () {
  const all = rules().map((rule) => ({ ...rule, ...readPage(rule.rule) }));
  const hints = hintsOf(all);
  return all.map((rule) => ({ ...rule, hints: hints[rule.rule] }));
}
