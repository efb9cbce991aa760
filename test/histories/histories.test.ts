import { testHistories } from './testHistories.js';

testHistories({ inMemory: { servers: 1, each: 100 }, inFile: 20, inPostgres: 20 });
