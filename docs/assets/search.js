// Narrows the list of pages down to those that have all words; those that have them in their title come first.
(() => {
  const form = document.querySelector('.search');
  const input = form.querySelector('input');
  const list = document.querySelector('.results');
  const count = document.querySelector('.count');
  const pages = [...list.children].map((item, order) => {
    const title = item.querySelector('a').textContent.toLowerCase();
    const about = item.querySelector('p').textContent.toLowerCase();
    return { item, order, title, about, all: `${title} ${about} ${item.dataset.words}` };
  });

  const score = ({ title, about }, words) =>
    words.reduce((sum, word) => sum + (title.includes(word) ? 4 : 0) + (about.includes(word) ? 1 : 0), 0);

  function show() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = pages.filter((page) => words.every((word) => page.all.includes(word)));
    for (const { item } of pages) item.hidden = true;
    for (const { item } of found.sort((a, b) => score(b, words) - score(a, words) || a.order - b.order)) {
      item.hidden = false;
      list.append(item);
    }
    count.textContent = `${found.length} of ${pages.length} pages`;
  }

  form.hidden = false;
  input.value = decodeURIComponent(location.hash.slice(1));
  show();
  input.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
})();
