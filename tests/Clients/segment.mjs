// Everything that Segment's SDK for Node can say, sent by the SDK itself. What it is told goes through a small proxy, which refuses the first
// try of a batch and loses the answer of the second, as networks do. Prints what the SDK said of it, as JSON.
import http from 'node:http';
import { Analytics } from '@segment/analytics-node';

const host = new URL(process.argv[2]);
const calls = [];

function forward(request, body, response) {
  const onward = http.request(
    { host: host.hostname, port: host.port, path: request.url, method: request.method, headers: { ...request.headers, host: host.host } },
    answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        calls.push({ path: request.url, status: answer.statusCode, messages: JSON.parse(body).batch.length, answer: text });
        if (calls.length === 2) response.destroy();
        else response.writeHead(answer.statusCode, answer.headers).end(text);
      });
    });
  onward.end(body);
}

const proxy = http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    if (calls.length > 0) return forward(request, body, response);
    calls.push({ path: request.url, status: 503, messages: JSON.parse(body).batch.length });
    response.writeHead(503).end();
  });
});
await new Promise(ready => proxy.listen(0, '127.0.0.1', ready));

const errors = [];
function open(flushAt) {
  const analytics = new Analytics({ writeKey: 'any', host: `http://127.0.0.1:${proxy.address().port}`, flushAt, flushInterval: 60_000 });
  analytics.on('error', error => errors.push(String(error.reason ?? error.code)));
  return analytics;
}

// One batch with everything in it: refused, then taken with the answer lost, then sent again.
const shop = open(20);
shop.track({ anonymousId: 'phone', event: 'Product Viewed', properties: { sku: 'T-1', price: 19.5 } });
shop.page({ anonymousId: 'phone', name: 'Basket', category: 'Shop', properties: { url: '/basket' } });
shop.identify({ anonymousId: 'phone', userId: 'ada', traits: { name: 'Ada', plan: 'flex' } });
shop.track({ userId: 'ada', event: 'Order Completed', properties: { total: 19.5 } });
shop.screen({ anonymousId: 'phone', name: 'Thanks' });
shop.group({ userId: 'ada', groupId: 'acme', traits: { seats: 5 } });
await shop.closeAndFlush({ timeout: 60_000 });

// Another device, and batches as they fill up.
const app = open(2);
app.track({ anonymousId: 'tablet', event: 'App Opened' });
app.alias({ previousId: 'tablet', userId: 'ada' });
app.track({ anonymousId: 'tablet', event: 'App Closed' });
app.identify({ userId: 'ben', traits: { name: 'Ben' } });
await app.closeAndFlush({ timeout: 60_000 });

// One bad message among good ones: the SDK lets a name through that no event type can have. And one alone.
const odd = open(3);
odd.track({ userId: 'ben', event: 'Before' });
odd.track({ userId: 'ben', event: 'x'.repeat(300) });
odd.track({ userId: 'ben', event: 'After' });
await odd.closeAndFlush({ timeout: 60_000 });
const errorsBefore = errors.length;
const alone = open(1);
alone.track({ userId: 'ben', event: 'y'.repeat(300) });
await alone.closeAndFlush({ timeout: 60_000 });

proxy.close();
console.log(JSON.stringify({ calls, errorsBefore, errors }));
