// Lets Node run the TypeScript sources as they are while developing; users run the compiled files in dist/.
import { register } from 'node:module';
process.env.TS_NODE_TRANSPILE_ONLY ??= 'true';
register('ts-node/esm', import.meta.url);
