// Runs suite.cjs in VS Code's extension host, with its real interface, and tells each of its tests here.
//   PERFHINT_BINARY  the server (default: ../build/release/perfhint)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openWorkbench } from '../ui/workbench.mjs';

const client = path.resolve(import.meta.dirname, '../..');
const binary = path.resolve(process.env.PERFHINT_BINARY ?? path.join(client, '../build/release/perfhint'));

test('In the extension host', { timeout: 180_000 }, async (t) => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-host-'));
  const report = path.join(scratch, 'report.json');
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: client, stdio: 'inherit' });
  const workbench = await openWorkbench({
    folder: path.join(client, 'test/workspace'),
    settings: { 'perfhint.path': binary, 'perfhint.pythonVersion': '3.12' },
    suite: { extension: client, tests: path.join(client, 'test/host/suite.cjs'), environment: { HOST_REPORT: report } },
  });
  try {
    const code = await Promise.race([workbench.ended, pause(120_000, 'in time', { ref: false })]);
    assert.equal(code, 0, 'the suite ended well');
    const results = JSON.parse(fs.readFileSync(report, 'utf8'));
    for (const { title, error } of results) await t.test(title, () => { if (error) throw new Error(error); });
    assert.ok(results.length > 0);
  } finally {
    await workbench.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
});
