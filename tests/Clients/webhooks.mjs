// A receiver that checks what it gets with the library of Standard Webhooks as it is. It subscribes itself, causes changes, has the secret replaced in between,
// and prints what the library said of each message, as JSON.
import http from 'node:http';
import { Webhook } from 'standardwebhooks';

const host = process.argv[2];
const taken = [];
let told = () => {};

const receiver = http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    taken.push({ body: Buffer.concat(parts), headers: request.headers });
    response.writeHead(204).end();
    told();
  });
});
await new Promise(ready => receiver.listen(0, '127.0.0.1', ready));

async function post(path, body, type = 'application/json') {
  const answer = await fetch(host + path, { method: 'POST', headers: body ? { 'content-type': type } : {}, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const change = id => post('v1/events', { specversion: '1.0', id, source: '/test', type: 'customer.updated', subject: 'Jürgen', data: { name: id } }, 'application/cloudevents+json');

async function next(count) {
  while (taken.length < count) await new Promise(resolve => (told = resolve));
  return taken[count - 1];
}

function verify(secret, { body, headers }) {
  try {
    const message = new Webhook(secret).verify(body, headers);
    return `${message.type} ${message.data.customer} ${message.data.seq}`;
  } catch (error) {
    return error.message;
  }
}

const subscription = await post('v1/subscriptions', { url: `http://127.0.0.1:${receiver.address().port}/hook`, types: ['trait.set'] });
await change('1');
const first = await next(1);
const { secret } = await post(`v1/subscriptions/${subscription.id}/rotate`);
await change('2');
const second = await next(2);
const tampered = { ...second, body: Buffer.concat([second.body, Buffer.from(' ')]) };
console.log(JSON.stringify({
  first: verify(subscription.secret, first), firstByNew: verify(secret, first),
  second: verify(subscription.secret, second), secondByNew: verify(secret, second), tampered: verify(secret, tampered),
}));
receiver.close();
receiver.closeAllConnections();
