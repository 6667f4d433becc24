// What both peers share: the text that each job sends to the simulator, and one row that records its answer.
import pg from 'pg'
import { Pool } from 'undici'

export const jobs = Number(process.env.JOBS)
export const connectionString = process.env.DATABASE_URL
export const concurrency = 100
export const database = new pg.Pool({ connectionString, max: concurrency + 10 })
database.on('error', fail).on('connect', client => client.on('error', fail))

function fail (error) {
  console.error(error.message)
  process.exit(1)
}

const simulator = new Pool(process.env.SIMULATOR, { connections: concurrency })
const text = 'Hi, this is Example Newsroom. Reply YES for details or STOP to opt out.'

export async function prepare () {
  await database.query('create table sent (job text primary key, missive_id text, at timestamptz not null default now())')
}

export async function send (job, to) {
  const answer = await simulator.request({
    method: 'POST',
    path: '/v1/drafts',
    headers: { 'content-type': 'application/json', authorization: 'Bearer peer' },
    body: JSON.stringify({
      drafts: { body: text, from_field: { phone_number: '+13135550100', type: 'twilio' }, to_fields: [{ phone_number: to }], send: true }
    })
  })
  const body = await answer.body.json()
  if (answer.statusCode >= 300) throw new Error(`HTTP ${answer.statusCode}`)
  await database.query({ name: 'record', text: 'insert into sent (job, missive_id) values ($1, $2)', values: [job, body.drafts.id] })
}

export const number = n => '+1' + String(n).padStart(10, '0')

// The rate from the worker's start until the last success is committed.
export async function measure (start, isDone) {
  const begin = performance.now()
  await start()
  while (!await isDone()) await new Promise(resolve => setTimeout(resolve, 10))
  console.log(Math.round(jobs / (performance.now() - begin) * 1000))
  process.exit(0)
}
