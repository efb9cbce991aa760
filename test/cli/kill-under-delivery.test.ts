import { testKillsUnderDelivery } from '../support/killUnderDelivery.js';

testKillsUnderDelivery(5);
