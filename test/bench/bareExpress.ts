import type { AddressInfo } from 'node:net';
import express from 'express';
import { samplePaymentIntent } from './intents.js';

const { wire } = samplePaymentIntent('pi_1', 'canceled');
const app = express();
app.post('/v1/payment_intents/:intent/cancel', (_request, response) => {
  response.json(wire);
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
