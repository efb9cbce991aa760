import { testKillsUnderLoad } from '../support/killUnderLoad.js';

testKillsUnderLoad(30);
