// A browser whose tabs go to the background as those of people do: Playwright's own keeps every page visible, and its timers running.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

export class PlainBrowser {
  async open(...flags) {
    this.folder = mkdtempSync(join(tmpdir(), 'paraat-browser-'));
    this.process = spawn('/usr/bin/chromium', ['--headless=new', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0', '--window-size=1440,4000', `--user-data-dir=${this.folder}`, ...flags], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    let said = '';
    const address = await new Promise((resolve, reject) => {
      this.process.stderr.on('data', (bytes) => {
        said += bytes;
        const found = /ws:\/\/\S+/.exec(said);
        if (found) resolve(found[0]);
      });
      this.ended.then(() => reject(new Error(`the browser ended: ${said}`)));
    });
    this.browser = await chromium.connectOverCDP(address, { noDefaults: true });
    return this;
  }

  // Before the others.
  async tab() {
    const page = await this.browser.contexts()[0].newPage();
    await page.bringToFront();
    return page;
  }

  async close() {
    await this.browser.close();
    // All of it: what outlives the first process would still write there.
    process.kill(-this.process.pid, 'SIGKILL');
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
