import { testHistories } from './testHistories.js';

testHistories({ inMemory: { servers: { 'over HTTP': 1, 'through fetch': 1 }, each: 100 }, inFile: 20, inPostgres: 20 });
