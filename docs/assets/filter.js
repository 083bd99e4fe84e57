// Shows the rules that the filters of the page let through; the address keeps what was chosen.
(() => {
  const form = document.querySelector('.filters');
  const rules = [...document.querySelectorAll('.rule')];
  const topics = [...document.querySelectorAll('.topic')];
  const count = document.querySelector('.count');
  const groups = ['impact', 'topic', 'fix'];

  const texts = new Map(rules.map((rule) => [rule, rule.textContent.toLowerCase()]));

  // Within a group any of the chosen ones will do; nothing chosen is all.
  function passes(rule, chosen, words) {
    return groups.every((group) => {
      const wanted = chosen.getAll(group);
      return wanted.length === 0 || rule.dataset[group].split(' ').some((value) => wanted.includes(value));
    }) && words.every((word) => texts.get(rule).includes(word));
  }

  function show() {
    const chosen = new FormData(form);
    const words = chosen.get('words').toLowerCase().split(/\s+/).filter(Boolean);
    for (const rule of rules) rule.hidden = !passes(rule, chosen, words);
    for (const topic of topics) topic.hidden = !topic.querySelector('.rule:not([hidden])');
    count.textContent = `${rules.filter((rule) => !rule.hidden).length} of ${rules.length} rules`;
  }

  function remember() {
    const chosen = new FormData(form);
    const query = new URLSearchParams([...chosen].filter(([, value]) => value)).toString();
    history.replaceState(null, '', query ? `#${query}` : location.href.split('#')[0]);
  }

  function restore() {
    const query = new URLSearchParams(location.hash.slice(1));
    for (const box of form.querySelectorAll('[type=checkbox]')) box.checked = query.getAll(box.name).includes(box.value);
    form.elements.words.value = query.get('words') ?? '';
  }

  function change() {
    show();
    remember();
  }

  form.hidden = false;
  if (!document.getElementById(location.hash.slice(1))) restore();
  show();
  form.addEventListener('input', change);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(change));
})();
