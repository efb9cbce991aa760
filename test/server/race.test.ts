import { testRaces } from '../support/raceOnStores.js';

testRaces(3);
