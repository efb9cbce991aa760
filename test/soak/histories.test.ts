import { testHistories } from '../histories/testHistories.js';

testHistories({ inMemory: { servers: 19, each: 500 }, inFile: 250, inPostgres: 250 });
