// An assistant that knows nothing but the tools of the host, and answers a traveller: where is my train, what happens if I miss it, and why did
// you write to me? No model is asked, so that the answer is the same each time: each sentence is put together from what the tools said.
// Arguments: address of the host, the traveller's name.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [address, name] = process.argv.slice(2);
const client = new Client({ name: 'travel-assistant', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', address)));
const ask = async (tool, args) => {
  const answer = await client.callTool({ name: tool, arguments: args });
  if (answer.isError) throw new Error(answer.content[0].text);
  return answer.structuredContent;
};
// Values of others are facts to tell, in quotes where they are texts.
const open = value => value?.untrusted ?? value;

const found = await ask('find_customer', { search: name });
const card = await ask('get_customer_card', { customer: found.customers[0].id });
const trip = await ask('get_case', { case: card.cases.find(c => c.journey === 'rail-trip' && c.state === 'active').id });
const { messages } = await ask('explain_case', { case: trip.id });

const known = open(trip.variables);
const clock = time => new Intl.DateTimeFormat('en-GB', { timeZone: known.zone, hour: '2-digit', minute: '2-digit' }).format(new Date(time));
const minutes = (from, to) => Math.round((new Date(to) - new Date(from)) / 60_000);
const train = known.known[known.next];
const where = `${train.train} from ${train.from} is planned for ${clock(train.plannedDep)} and expected at ${clock(train.dep)} `
  + `(${minutes(train.plannedDep, train.dep)} minutes late), platform ${train.platformDep}; it reaches ${train.to} at ${clock(train.arr)}.`;

const loss = trip.outlook.find(o => o.node === 'disruption');
const risk = open(card.scores).connectionRisk;
const does = what => loss.does.filter(line => line.includes(what)).map(line => line.split(':')[0]);
const onward = known.known[known.next + 1];
const missed = `You have ${known.margin} minutes to change to ${onward.train} at ${clock(onward.dep)} in ${onward.from} (risk ${risk.score} of 100: ${risk.reason}). `
  + `If it can't be reached (${loss.when.join(', ')}): ${does('webhook').join(', ')}; ${does("message 'rebooked'").join(', ')}; `
  + `otherwise ${does('task for adviser').join(' or ')}; ${does("message 'own-way'").join(', ')}. ${loss.does.find(line => line.includes('decides compensation'))}`;

const last = messages.filter(m => m.end === 'sent').at(-1);
const read = Object.fromEntries(last.because.rule.reads.map(r => [r.path, open(r.value)]));
const consent = card.consents.find(c => open(c.purpose) === open(last.purpose) && c.granted);
const why = `At ${last.at} we wrote by ${open(last.channel)}: "${open(last.text)}" It is a message '${open(last.template)}', sent because of '${last.because.name}' `
  + `(rule ${last.because.rule.ref}) when ${last.input.type} came: the delay was ${read['vars.delay']} minutes and you had been told ${read['vars.toldDelay']}. `
  + `It went by ${last.basis}: you agreed to '${open(consent.purpose)}' on ${consent.since}, which is ${consent.since === last.consentSince ? 'the consent' : 'not the consent'} it names.`;

await client.close();
console.log(JSON.stringify({ where, missed, why }));
