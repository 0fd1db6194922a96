// A wire between browsers and broker that fails as wires do: cut, or silent while both ends believe in it.
import net from 'node:net';

export class Relay {
  // `to`: a function that gives the port behind it.
  constructor(to) {
    this.to = to;
    this.pairs = new Set();
    this.state = 'through';
  }

  async open() {
    this.server = net.createServer((near) => this.take(near));
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    return this;
  }

  take(near) {
    near.on('error', () => undefined);
    if (this.state === 'cut') return near.destroy();
    if (this.state === 'silent') return void this.pairs.add({ near, isDead: true });
    const far = net.connect(this.to(), '127.0.0.1');
    const pair = { near, far, isDead: false };
    this.pairs.add(pair);
    far.on('error', () => undefined);
    for (const [from, other] of [[near, far], [far, near]]) {
      from.on('data', (bytes) => pair.isDead || other.write(bytes));
      from.on('close', () => {
        if (!pair.isDead) other.destroy();
        this.pairs.delete(pair);
      });
    }
  }

  // Both ends are told.
  cut() {
    this.state = 'cut';
    this.end();
  }

  // Nobody is told: what goes in is lost. Connections of that time stay so after mend().
  silence() {
    this.state = 'silent';
    for (const pair of this.pairs) pair.isDead = true;
  }

  mend() {
    this.state = 'through';
  }

  end() {
    for (const { near, far } of this.pairs) {
      near.destroy();
      far?.destroy();
    }
    this.pairs.clear();
  }

  close() {
    this.end();
    this.server.close();
  }
}
