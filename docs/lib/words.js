// What the words of the site's labels mean.
export const impacts = {
  growth: 'the more data, the more it costs: asymptotic, a leak, or a wait',
  factor: 'at least 1.5 times the speed, or a quarter of the bytes',
  micro: 'less, or a trade-off: shown on request, or where code is hot',
};
export const topics = {
  lookup: 'How things are found',
  copy: 'Copies that nobody needs',
  cpu: 'Work done too often, or in the slower way',
  memory: 'Bytes that are kept',
  concurrency: 'Waiting, one after the other',
  io: 'Asking the world outside',
};
