// Runs in the extension host: each test of tests.cjs in turn, and writes what became of it to HOST_REPORT.
'use strict';
const fs = require('node:fs');
const tests = require('./tests.cjs');

exports.run = async () => {
  const results = [];
  for (const [title, act] of Object.entries(tests)) {
    try {
      await act();
      results.push({ title });
    } catch (error) {
      results.push({ title, error: String(error?.stack ?? error) });
    }
  }
  fs.writeFileSync(process.env.HOST_REPORT, JSON.stringify(results));
};
