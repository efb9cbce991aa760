import { testHistories } from '../histories/testHistories.js';

testHistories({
  inMemory: { servers: { 'over HTTP': 10, 'through fetch': 9 }, each: 500 },
  inFile: 250,
  inPostgres: 250,
});
