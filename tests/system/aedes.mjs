// A broker that is not Mosquitto, for partners of test_bridges.py: aedes.mjs. Prints its port.
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(resolve(process.env.NPM_PREFIX, 'package.json'));
const server = createServer(require('aedes')().handle);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
