// The script of the flame graph's page: draws the frames that the page holds, to its width, and finds those with a text.
import flamegraph from 'd3-flame-graph';
import { select } from 'd3-selection';

interface Frame {
  name: string;
  label: string;
  heat: number; // 0 to 5, of what is spent in it itself
  value: number;
  children: Frame[];
}

const byId = (id: string) => document.getElementById(id)!;
const found = byId('found');
const search = byId('search') as HTMLInputElement;
const root = JSON.parse(byId('frames').textContent ?? '') as Frame;
const colours = ['var(--cold)', 'var(--heat1)', 'var(--heat2)', 'var(--heat3)', 'var(--heat4)', 'var(--heat5)'];

const chart = flamegraph<Frame>()
  .width(byId('chart').clientWidth)
  .cellHeight(20)
  .minFrameSize(1)
  .inverted(true)
  .transitionDuration(0)
  .setLabelHandler(({ data }) => data.label)
  .setColorMapper(({ data, highlight }) => (highlight ? 'var(--found)' : colours[data.heat] ?? 'var(--cold)'))
  .setSearchMatch(({ data }, term) => term !== '' && data.name.toLowerCase().includes(term.toLowerCase()))
  .setSearchHandler((results, sum, total) => {
    const share = (100 * sum) / total;
    found.textContent = results.length === 0 ? 'none' : `${share.toFixed(1)} % of the run`;
  });
select('#chart').datum(root).call(chart);

window.addEventListener('resize', () => chart.width(byId('chart').clientWidth).update());
byId('whole').addEventListener('click', () => chart.resetZoom());
search.addEventListener('input', () => {
  chart.resetZoom(); // what is hidden would not be found
  if (search.value !== '') return chart.search(search.value);
  chart.clear();
  found.textContent = '';
});
