// The package consists of the scripts of the plain page, as they are.
import { copyFileSync } from 'node:fs';

for (const script of ['connection.js', 'room.js', 'outbox.js', 'mention.js']) {
  copyFileSync(new URL(`../Web/wwwroot/plain/${script}`, import.meta.url), new URL(script, import.meta.url));
}
